"""NAME=VALUE on the command line."""

import argparse
from collections.abc import Callable

from core.text import _


def named_value(example: str) -> Callable[[str], tuple[str, str]]:
    """A reader of NAME=VALUE for an argument; another form is a usage error that shows `example`."""

    def read(text: str) -> tuple[str, str]:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            message = _("{text} is not name=value; write it as {example}")
            raise argparse.ArgumentTypeError(message.format(text=text, example=example))
        return name.strip(), value.strip()

    return read
