"""Keep the Dutch catalogue equal to the code.

script/translations update            extract from the code, merge, compile the .mo
script/translations missing           print the English sentences that have no Dutch yet, as JSON
script/translations fill FILE.json    {"English": "Dutch"} (a list of two for plurals) into the catalogue
"""

import json
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "locale" / "nl" / "LC_MESSAGES" / "klantbeeld.po"
FOLDERS = ("core", "importers", "models", "analysis", "strategy", "exporters", "actions", "cli", "gui")
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "tr": None}


def extracted() -> Catalog:
    """Every marked sentence of the code (and the reasons of the rule tables are data, not sentences)."""
    catalogue = Catalog(project="Klantbeeld", charset="utf-8", fuzzy=False)
    for folder in FOLDERS:
        found = extract_from_dir(
            str(ROOT / folder), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        )
        for name, _line, message, _comments, _context in found:
            catalogue.add(message, locations=[(f"{folder}/{name}", 0)])
    return catalogue


def read() -> Catalog:
    """The Dutch catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="nl", project="Klantbeeld", charset="utf-8", fuzzy=False)
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="nl")


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file without line numbers or dates (so that it changes only with the words)."""
    out = BytesIO()
    pofile.write_po(out, catalogue, no_location=True, sort_output=True, omit_header=False, width=110)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if b"-Date: " not in line and b"Generated-By" not in line)


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue compiled."""
    # the dates in the header would change the file without a word having changed
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    mofile.write_mo(out, catalogue)
    return out.getvalue()


def write(catalogue: Catalog) -> None:
    """Save .po and .mo."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    with PO.open("rb") as file:
        PO.with_suffix(".mo").write_bytes(mo_bytes(pofile.read_po(file, locale="nl")))


def update() -> Catalog:
    """Merge the code's sentences into the Dutch catalogue; what the code no longer says is dropped."""
    old, fresh = read(), extracted()
    merged = Catalog(locale="nl", project="Klantbeeld", charset="utf-8", fuzzy=False)
    for message in fresh:
        if message.id:
            known = old.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            merged.add(message.id, string=known.string if known else None)
    write(merged)
    return merged


def untranslated(catalogue: Catalog) -> list[Any]:
    """The ids without Dutch."""
    return [
        list(m.id) if isinstance(m.id, tuple) else m.id
        for m in catalogue
        if m.id and not (all(m.string) if isinstance(m.string, tuple | list) else m.string)
    ]


def fill(path: Path) -> None:
    """Add Dutch from a JSON file; for a plural the key is the singular and the value a list of two."""
    catalogue = update()
    for english, dutch in json.loads(path.read_text("utf-8")).items():
        message = catalogue.get(english)
        if message is None:
            print(f"not in the code: {english!r}")
            continue
        message.string = tuple(dutch) if isinstance(dutch, list) else dutch
    write(catalogue)


def main(arguments: list[str]) -> int:
    """Run one of the three."""
    with FileLock(str(ROOT / ".venv" / "translations.lock")):
        match arguments:
            case ["update"]:
                print(f"{len(untranslated(update()))} without Dutch")
            case ["missing"]:
                print(json.dumps(untranslated(update()), ensure_ascii=False, indent=1))
            case ["fill", name]:
                fill(Path(name))
            case _:
                print(__doc__)
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
