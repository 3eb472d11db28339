"""Run a command: call the action, print its result, turn a known error into one sentence and exit code 1."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cli import (
    belonging,
    duplicates,
    handwork,
    knowledge,
    movement,
    output,
    people,
    planning,
    rights,
    settings,
    summaries,
    targets,
)
from core.errors import Cancelled, KlantbeeldError
from core.text import _

#: modes that the command line calls by another name
_MODES: Final = {"fill_empty": "fill"}


def run(options: argparse.Namespace) -> int:
    """The exit code: 0 done, 1 it could not (one sentence on stderr), 2 usage."""
    _speak_utf8()
    try:
        return _COMMANDS[options.command](options)
    except Cancelled:
        print(_("Stopped; nothing was changed."), file=sys.stderr)
    except KeyboardInterrupt:
        print(_("Stopped; nothing was changed."), file=sys.stderr)
    except KlantbeeldError as error:
        print(str(error), file=sys.stderr)
    except BrokenPipeError:
        # the reader (head, say) has gone: nobody is left to tell; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        sentence = _("{file} cannot be used: {reason}.")
        print(sentence.format(file=error.filename or "?", reason=error.strerror or error), file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """A Windows console may stand at cp1252, which has no '·' or '€' everywhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _print(options: argparse.Namespace, value: Any, text: Callable[[], str]) -> int:
    if options.json:
        output.emit_json(value)
    else:
        print(text())
    return 0


def _import(options: argparse.Namespace) -> int:
    from actions import importing

    requests = [
        importing.ImportRequest(
            path=Path(name),
            sheet=options.sheet,
            kind=options.kind,
            mapping_file=Path(options.mapping) if options.mapping else None,
            formats=dict(options.formats),
            mode=_MODES.get(options.mode, options.mode),
            empty_clears=options.empty_clears,
            restore_consent=options.restore_consent,
        )
        for name in options.files
    ]
    in_use = [Path(options.db), *(request.path for request in requests)]
    if options.rejected:
        targets.check(Path(options.rejected), ".xlsx", in_use)
    if options.save_mapping:
        targets.check(Path(options.save_mapping), "", in_use)
    act = importing.check if options.dry_run else importing.apply
    reports = act(Path(options.db), requests, output.bar)
    if options.rejected:
        from exporters.rejected import write_rejected

        write_rejected(Path(options.rejected), reports)
    if options.save_mapping:
        importing.save_mapping(requests[0], Path(options.save_mapping), Path(options.db))
    value = {"imports": [summaries.import_json(report) for report in reports]}
    return _print(options, value, lambda: summaries.imports(reports, dry_run=options.dry_run))


def _profile(options: argparse.Namespace) -> int:
    from actions import profiling

    summary = profiling.profile(Path(options.db), options.as_of, output.bar)
    return _print(options, summary, lambda: summaries.profile(summary))


def _show(options: argparse.Namespace) -> int:
    from actions import profiling

    card = profiling.show(Path(options.db), options.klantnummer)
    return _print(options, card, lambda: summaries.card(card))


def _segments(options: argparse.Namespace) -> int:
    from actions import advising

    found = advising.segments(Path(options.db), options.set, output.bar)
    return _print(options, found, lambda: summaries.segments(found))


def _export(options: argparse.Namespace) -> int:
    from actions import exporting

    done = exporting.export(
        Path(options.db), Path(options.to), options.set, options.segment, options.channel, output.bar
    )
    return _print(options, done, lambda: summaries.exported(done))


def _whole(options: argparse.Namespace) -> int:
    from actions import whole

    db = Path(options.db) if options.db else None
    done = whole.run(
        [Path(name) for name in options.files],
        Path(options.to),
        db,
        options.as_of,
        dict(options.formats),
        output.bar,
    )
    return _print(options, summaries.whole_json(done), lambda: summaries.whole(done))


def _demo(options: argparse.Namespace) -> int:
    from actions import whole

    to = Path(options.to) if options.to else Path(tempfile.gettempdir()) / "klantbeeld-voorbeeld.xlsx"
    done = whole.demo(to, output.bar)
    hint = _("Open the window with: uv run main.py")
    return _print(options, summaries.whole_json(done), lambda: f"{summaries.whole(done)}\n\n{hint}")


def _history(options: argparse.Namespace) -> int:
    from actions import history

    if options.customer:
        value, words = handwork.history_of(options)
        return _print(options, value, lambda: words)
    rows = history.history(Path(options.db))
    value = {"changes": [summaries.change_json(row) for row in rows]}
    return _print(options, value, lambda: summaries.history(rows))


def _undo(options: argparse.Namespace) -> int:
    from actions import history

    if options.preview:
        value, words = handwork.would_undo(options)
        return _print(options, value, lambda: words)
    result = history.undo(Path(options.db), options.id)
    return _print(options, result, lambda: summaries.undone(result))


def _check(options: argparse.Namespace) -> int:
    from actions import safety

    wrong = safety.check(Path(options.db))
    ok = _("The base is sound.")
    _print(options, {"ok": not wrong, "problems": wrong}, lambda: "\n".join(wrong) or ok)
    return 1 if wrong else 0


def _backup(options: argparse.Namespace) -> int:
    from actions import safety

    safety.backup(Path(options.db), Path(options.to))
    done = _("Backup written to {file}.").format(file=options.to)
    return _print(options, {"to": options.to}, lambda: done)


def _restore(options: argparse.Namespace) -> int:
    from actions import safety

    safety.restore(Path(options.file), Path(options.db))
    done = _("{file} is the base {db} again.").format(file=options.file, db=options.db)
    return _print(options, {"db": options.db}, lambda: done)


#: the commands that have a module of their own; each handler gives the value for --json and the words
_HANDLERS: Final = {
    **people.HANDLERS,
    **handwork.HANDLERS,
    **belonging.HANDLERS,
    **duplicates.HANDLERS,
    **planning.HANDLERS,
    **knowledge.HANDLERS,
    **movement.HANDLERS,
    **settings.HANDLERS,
    **rights.HANDLERS,
}


def _handled(options: argparse.Namespace) -> int:
    value, words = _HANDLERS[options.command](options)
    return _print(options, value, lambda: words)


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "import": _import,
    "profile": _profile,
    "show": _show,
    "segments": _segments,
    "export": _export,
    "run": _whole,
    "demo": _demo,
    "history": _history,
    "undo": _undo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    **dict.fromkeys(_HANDLERS, _handled),
}
