"""Klantbeeld: the window, or a command when one is given. Nothing of Qt is imported for a command."""

import os
import sys

# Small matrices only: more threads gain nothing, and on a busy machine they wait for each other (fits of .7 s
# took 20). Must stand before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit code (0 done, 1 it could not, 2 usage)."""
    from cli.arguments import parse

    options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.command is None:
        return _window(options.db, options.lang or "")
    from cli.commands import run

    return run(options)


def _window(db: str | None, language: str) -> int:
    from gui.start_check import problem

    sentence = problem()
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    from pathlib import Path

    from gui.app import run as run_window

    return run_window(Path(db) if db else None, language)


def own_stdout() -> None:
    """Keep stdout for our own text: what a C library prints there (HiGHS does, now and then) goes nowhere.

    A command with --json promises one JSON object and nothing else. For the life of the process: C's own
    buffer is written out only when it ends.
    """
    try:
        ours = os.dup(sys.stdout.fileno())
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (AttributeError, OSError):  # there is no stdout
        return
    os.close(nowhere)
    sys.stdout = os.fdopen(ours, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors)


if __name__ == "__main__":
    own_stdout()
    sys.exit(main())
