"""Settings of the organisation as words from the command line: `margin_percent=35`, `cem.cem_reis=4`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from actions import organisation
from core.errors import InputError
from core.settings import Settings
from core.text import _

_YES: Final = ("ja", "yes", "1", "true")
_NO: Final = ("nee", "no", "0", "false")
_NOTHING: Final = ("", "geen", "none", "-")
_KINDS: Final = {one.name: getattr(one.type, "__name__", str(one.type)) for one in fields(Settings)}
_CHANNEL: Final = {"cost": "float", "capacity": "float | None", "available": "bool"}


def save(db: Path, said: Sequence[tuple[str, str]], passphrase: str | None = None) -> None:
    """Save what was said: a name of `organisation.ORGANISATION`, `<self-assessment>.<question>` (1..5), or
    `channels.<channel>.<cost|capacity|available>`. Raises InputError naming what is wrong; then nothing is
    saved."""
    from strategy import assessments, catalogue

    known = organisation.settings(db, passphrase)
    values: dict[str, Any] = {}
    channels = {code: dict(own) for code, own in known.channels.items()}
    answers: dict[str, dict[str, int]] = {}
    for name, text in said:
        head, _dot, rest = name.partition(".")
        if head == "channels":
            code, _dot, what = rest.partition(".")
            if code not in catalogue.load().channels or what not in _CHANNEL:
                raise _unknown(name)
            channels.setdefault(code, {})[what] = _read(name, text, _CHANNEL[what])
            values["channels"] = channels
        elif head in assessments.ASSESSMENTS:
            answers.setdefault(head, dict(known.assessments.get(head, {})))[rest] = int(
                _read(name, text, "int")
            )
        elif name in organisation.ORGANISATION:
            values[name] = _read(name, text, _KINDS[name])
        else:
            raise _unknown(name)
    _check_answers(answers)
    if values:
        organisation.save_organisation(db, values, passphrase)
    for assessment, given in answers.items():
        organisation.save_answers(db, assessment, given, passphrase)


def _check_answers(answers: Mapping[str, Mapping[str, int]]) -> None:
    from strategy import assessments

    codes = {(one.assessment, one.code) for one in assessments.questions()}
    for assessment, given in answers.items():
        for question, answer in given.items():
            if (assessment, question) not in codes:
                raise _unknown(f"{assessment}.{question}")
            if answer not in assessments.ANSWERS:
                text = _("An answer is a number from 1 (not at all) to 5 (entirely), not {value}.")
                raise InputError(text.format(value=answer))


def _read(name: str, text: str, kind: str) -> Any:
    if kind == "bool":
        if text.lower() not in (*_YES, *_NO):
            raise InputError(_("{name} is yes or no, not {value}.").format(name=name, value=text))
        return text.lower() in _YES
    if "float" in kind or kind == "int":
        if "None" in kind and text.lower() in _NOTHING:
            return None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise InputError(_("{name} is a number, not {value}.").format(name=name, value=text)) from None
    return text


def _unknown(name: str) -> InputError:
    text = _("There is no {name} to set; `organisation` shows the names.")
    return InputError(text.format(name=name))
