"""The files that break readers, through the whole import: few are a shop's lists; the others are refused."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from actions.importing import ImportRequest, check
from core.errors import InputError, QuestionError
from tests.importers.test_nasty import EXPECTED, FOLDER

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files are not here")

#: two lists of people: (kind, read, new, rejected)
READ: Final = {
    "frictionless/encoding-issue-274.csv": ("customers", 507, 507, 0),
    "frictionless/issue-870.xlsx": ("customers", 9, 9, 0),
}
#: a number and a name, which can be anything: what is it?
ASKED: Final = frozenset(
    f"frictionless/{name}"
    for name in (
        *("blank-rows-multiple.csv", "blank-rows.csv", "bom.csv", "defective-rows.csv", "latin1.csv"),
        *("duplicate-headers.csv", "sheets.xlsx", "skip-rows-before-headers.csv", "skip-rows.csv"),
        *("table-with-newline.html", "table-with-two-sheets.ods", "table.tsv", "without-rows.csv"),
    )
) | {"readxl/clippy.xlsx"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_nasty_file(name: str, tmp_path: Path) -> None:
    db = tmp_path / "k.klantbeeld"
    request = ImportRequest(FOLDER / name, as_of=date(2026, 11, 22))
    if name in READ:
        (report,) = check(db, [request])
        assert (report.kind, report.read, report.created, report.rejected) == READ[name]
        return
    with pytest.raises(QuestionError if name in ASKED else InputError) as caught:
        check(db, [request])
    assert "\n" not in str(caught.value)
    assert not db.exists()
