"""Before anything is imported: can what the command has to write besides the base be written, and may it?

Found out afterwards, the command would fail with the rows already in the base; and a name that is a file in
use (the base, a file that is read) would be written over.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.text import _


def check(target: Path, suffix: str, in_use: Iterable[Path]) -> None:
    """Raise InputError unless `target` ends in `suffix` ('': anything), is not in use and can be written."""
    if suffix and target.suffix.casefold() != suffix:
        raise InputError(_("{file} must end in {suffix}.").format(file=target.name, suffix=suffix))
    if any(_same(target, path) for path in in_use):
        raise InputError(
            _("{file} is itself read by this command; choose another name to write to.").format(
                file=target.name
            )
        )
    existed = target.exists()
    try:
        with target.open("ab"):
            pass
    except OSError:
        sentence = _("{file} cannot be written; check the folder and the free space.")
        raise InputError(sentence.format(file=target)) from None
    if not existed:
        with suppress(OSError):
            target.unlink()


def _same(first: Path, second: Path) -> bool:
    with suppress(OSError):
        if first.samefile(second):
            return True
    return first.absolute() == second.absolute()
