"""Start the window: look first whether one can be shown, then hand over to Qt."""

import sys
from pathlib import Path

from core import text
from gui import start_check


def run(db: Path | None, language: str = "") -> int:
    """Show the window on that base (default: the last one); returns the exit code.

    `language` is 'nl', 'en', or '' for what the user chose before. Exit 1, with one sentence on stderr,
    when no window can be shown here.
    """
    if language:
        text.set_language(language)
    problem = start_check.problem()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        from gui.application import start
    except ImportError as error:  # a library that Qt needs and we did not think of
        sentence = text._("The window cannot be started, because a system library is missing: {name}")
        print(sentence.format(name=error), file=sys.stderr)
        return 1
    return start(db, language)
