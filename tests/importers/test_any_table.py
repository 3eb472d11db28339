"""Any table of known headers and unexpected cells is read, asked about or refused; it never crashes."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.fields import KINDS
from importers.synonyms import table
from tests.importers.test_exports import prepared

CELLS = (
    *("", "x", "ja", "1", "0", "-", "1.234", "1,5", "12-13-2024", "13-12-2024", "2024-02-30", "a@b.nl"),
    *("0612345678", "1234AB", "#N/A", "=1+1", "'007", "6E+08", "1e400", "9" * 30, "nan", "inf", "-5", "€ 5"),
    *("50%", "Jan van", "van", "B.V.", ",", ", van", "12a", "\u200b", "2009", "45000", "31"),
    *("0000-00-00 00:00:00", "helemaal eens", "8/10", "'", "{}"),
)
WORDS = sorted({word for kind in KINDS for word in table()[kind]})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7, unique=True),
    st.sampled_from(([], ["klantnummer"], ["email"], ["klantnummer", "datum", "bedrag"])),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=10, max_size=10), max_size=12),
    st.sampled_from((None, *KINDS)),
)
def test_any_table_is_read_asked_about_or_refused(
    tmp_path: Path, words: list[str], keys: list[str], rows: list[list[str]], kind: str | None
) -> None:
    headers = [*keys, *(word for word in words if word not in keys)]
    lines = [";".join(headers), *(";".join(row[: len(headers)]) for row in rows)]
    try:
        sheet = prepared(tmp_path, "t", "\n".join(lines) + "\n", kind=kind)
    except InputError:
        return
    if sheet.refused or sheet.questions:
        return
    clean = sheet.clean()
    delivered = 0
    for chunk in clean.chunks():
        delivered += len(chunk.rows)
        assert {len(values) for values in chunk.columns.values()} <= {len(chunk.rows)}
        assert chunk.answers is None or len(chunk.answers) == len(chunk.rows)
    assert clean.report.read == delivered + clean.report.rejected
