"""The command `settings`: how profiles are computed, what a change would do, settings under a name."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cli.named_values import named_value
from cli.output import bar, table
from core.setting_specs import FLAG, GROUPS, TEXTS, Spec
from core.text import _, money, ngettext, number
from core.words import cell_name, set_name

if TYPE_CHECKING:
    from actions.settings import Preview
    from core.settings import Settings

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command; `command(name, text)` makes one with --db and --json."""
    made = command("settings", _("Show or change how profiles are computed."))
    made.add_argument(
        "--set",
        dest="values",
        action="append",
        default=[],
        type=named_value("margin_percent=35"),
        metavar="NAME=VALUE",
        help=_("for example margin_percent=35, weights.affectief.nps=1; 'standaard' is the default"),
    )
    made.add_argument("--use", metavar="NAME", help=_("put settings that were kept under a name in force"))
    made.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
    made.add_argument("--save", metavar="NAME", help=_("keep them under this name; what is in force stays"))
    made.add_argument("--delete", metavar="NAME", help=_("let go of the settings of that name"))


def settings(options: argparse.Namespace) -> Outcome:
    """The settings, after the change asked for; with --dry-run what it would do."""
    from actions import settings as deeds
    from actions import settings_words

    db = Path(options.db)
    now = deeds.current(db)
    then = settings_words.draft(db, options.values, options.use)
    if options.dry_run:
        return _would(deeds.preview(db, then, bar))
    change = None
    if options.save:
        change = deeds.save_named(db, options.save, then)
        then = now
    elif then != now:
        change = deeds.save(db, then, settings_words.label(now, then), bar)
    if options.delete:
        change = deeds.delete_named(db, options.delete)
    kept = deeds.named(db)
    value = {
        "change": change,
        "settings": settings_words.value_json(then),
        "kept": {name: settings_words.value_json(each) for name, each in kept.items()},
    }
    return value, _words(then, list(kept))


def _words(now: "Settings", kept: list[str]) -> str:
    lines = []
    for title, specs in GROUPS:
        rows = [[_(spec.label), _shown(spec, now), spec.usual, spec.name] for spec in specs]
        lines.append(table(rows, [_(title), _("in force"), _("default"), _("name")]))
    own = [
        f"{name}.{entry} = {number(value, 2)}"
        for name in ("contact_points", "weights", "border_percentiles")
        for entry, value in sorted(getattr(now, name).items())
    ]
    lines += ["\n".join([_("By hand:"), *own])] if own else []
    if kept:
        lines.append(_("Kept under a name: {names}").format(names=", ".join(kept)))
    return "\n\n".join(lines)


def _shown(spec: Spec, now: "Settings") -> str:
    value = getattr(now, spec.name)
    if spec.kind == FLAG:
        return _("yes") if value else _("no")
    if spec.kind == TEXTS:
        return ", ".join(value) or _("none")
    figure = spec.shown(value)
    if figure is None:
        return _(spec.nothing)
    return f"{number(figure, 0 if figure == round(figure) else 2)} {_(spec.unit)}".strip()


def _would(found: "Preview | None") -> Outcome:
    if found is None:
        return {"preview": None}, _("There are no profiles yet; import customers first.")
    now, then = (_("unknown") if each is None else money(each) for each in found.clv)
    lines = [_("Customer value in all: {now} → {then}").format(now=now, then=then)]
    for code, change in found.sets.items():
        n = change.customers
        if n:
            said = ngettext("{set}: {n} customer moves", "{set}: {n} customers move", n)
            lines.append(said.format(set=set_name(code), n=number(n)))
            lines += [
                f"  {cell_name(a, code)} → {cell_name(b, code)}: {number(each)}"
                for a, b, each in change.moves
            ]
    if not found.moving:
        lines.append(_("Nobody changes cell."))
    lines.append(_("Nothing was written: this was a trial."))
    sets = {
        code: {
            "moving": change.customers,
            "cells": [{"name": name, "now": a, "then": b} for name, a, b in change.cells],
            "moves": [{"from": a, "to": b, "customers": n} for a, b, n in change.moves],
        }
        for code, change in found.sets.items()
    }
    scores = {
        name: {"mean_now": now, "mean_then": then, "customers": n}
        for name, (now, then, n) in found.scores.items()
    }
    clv = {"now": found.clv[0], "then": found.clv[1]}
    return {"preview": {"clv_total": clv, "sets": sets, "scores": scores}}, "\n".join(lines)


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {"settings": settings}
