"""The Dutch catalogue is complete, fresh, and the same in .po and .mo."""

import string
import subprocess
import sys
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Message

from script import translations


def fields_of(text: str) -> set[str]:
    return {name for _lead, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def both(message: Message) -> list[tuple[str, str]]:
    if isinstance(message.id, tuple):
        return [(message.id[-1], dutch) for dutch in message.string or ()]
    return [(str(message.id), str(message.string))]


def test_every_sentence_has_its_dutch() -> None:
    catalogue = translations.read()
    said = {m.id for m in translations.extracted() if m.id}
    assert said == {m.id for m in catalogue if m.id}, "run script/translations.py update"
    assert translations.untranslated(catalogue) == []


def test_compiled_equals_source() -> None:
    with translations.PO.open("rb") as file:
        compiled = translations.mo_bytes(pofile.read_po(file, locale="nl"))
    assert translations.PO.with_suffix(".mo").read_bytes() == compiled


def test_placeholders_are_the_same() -> None:
    wrong = []
    for message in translations.read():
        if message.id and "%(" not in str(message.id):
            wrong += [
                (english, dutch)
                for english, dutch in both(message)
                if not fields_of(dutch) <= fields_of(english)
            ]
    assert wrong == []


def test_the_script_says_how_it_is_used() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "script.translations"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "missing" in done.stdout
