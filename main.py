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


if __name__ == "__main__":
    sys.exit(main())
