"""Survey questions: dimension by their words, scale by their answers, reversal where it is said."""

from pathlib import Path

import pytest

from core.rows import SurveyItem
from importers import surveys
from importers.mapping_file import SavedMapping
from tests.importers.test_exports import prepared, rows_of


@pytest.mark.parametrize(
    ("header", "dimension", "scale", "is_reversed"),
    [
        ("affectief", "affectief", None, False),
        ("Affectief_2", "affectief", None, False),
        ("Ik voel me verbonden met deze winkel", "affectief", None, False),
        ("Ik vind het fijn (affectief)", "affectief", None, False),
        ("De service was slecht (servicekwaliteit, omgekeerd)", "servicekwaliteit", None, True),
        ("3. Het bedrijf komt afspraken na", "integriteit", None, False),
        ("Overstappen is te veel gedoe (R)", "calculatief", None, True),
        ("Hoe waarschijnlijk is het dat u ons aanbeveelt?", "nps", "0-10", False),
        ("NPS", "nps", "0-10", False),
        ("Rapportcijfer", "tevredenheid", "1-10", False),
        ("Hoe tevreden bent u? (1-5)", "tevredenheid", "1-5", False),
        ("CES", "inspanning", None, False),
        ("Ik voel me niet verbonden met deze winkel", None, None, False),
        ("Welke kleur heeft uw auto?", None, None, False),
    ],
)
def test_what_a_header_says(header: str, dimension: str | None, scale: str | None, is_reversed: bool) -> None:
    found = surveys.read_header(header)
    assert (found.dimension, found.scale, found.reversed) == (dimension, scale, is_reversed)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (4, 4.0),
        ("7,5", 7.5),
        ("4 - eens", 4.0),
        ("Helemaal mee eens", 5.0),
        ("8/10", 8.0),
        ("x", None),
        (True, None),
    ],
)
def test_answers(cell: object, value: float | None) -> None:
    assert surveys.answer(cell) == value  # type: ignore[arg-type]


def a_range(*values: float, times: int = 1) -> surveys.Range:
    found = surveys.Range()
    for value in values:
        found.add(value, times)
    return found


def test_scales_by_answers() -> None:
    none = surveys.Range()
    assert surveys.scale_of(a_range(1, 3, 5, times=10), none) == ("1-5", False)
    assert surveys.scale_of(a_range(2, 4), none)[0] == "1-5"
    assert surveys.scale_of(a_range(2, 6), none) == (None, True)
    assert surveys.scale_of(a_range(2, 4), a_range(1, 7, times=20)) == ("1-7", False)
    assert surveys.scale_of(a_range(0, 9), none) == ("0-10", False)
    assert surveys.scale_of(a_range(4, 9), none) == ("1-10", True)
    assert surveys.scale_of(a_range(40, 95), none) == ("0-100", False)
    assert surveys.scale_of(a_range(40, 195), none) == (None, True)


def test_a_wide_survey(tmp_path: Path) -> None:
    text = (
        "Klantnummer;Datum;Ik voel me verbonden met u;NPS;Kleur (1-5);Leeftijd\n"
        "K1;13-01-2024;4;9;2;33\nK2;14-01-2024;5;;6;44\n"
    )
    sheet = prepared(tmp_path, "enquete", text)
    assert sheet.kind == "survey"
    assert {name: item.dimension for name, item in sheet.items.items()} == {
        "Ik voel me verbonden met u": "affectief",
        "NPS": "nps",
        "Kleur (1-5)": None,
    }
    clean = sheet.clean()
    (chunk,) = clean.chunks()
    assert chunk.answers == [
        [("Ik voel me verbonden met u", 4.0), ("NPS", 9.0), ("Kleur (1-5)", 2.0)],
        [("Ik voel me verbonden met u", 5.0)],
    ]
    assert {(i.code, i.row, i.column) for i in clean.report.issues} == {
        ("out_of_range", 3, "Kleur (1-5)"),
        ("item_without_dimension", None, "Kleur (1-5)"),
    }


def test_a_long_survey_with_its_own_dimensions(tmp_path: Path) -> None:
    text = (
        "Klantnummer;Datum;Vraag;Antwoord;Dimensie;Schaal;Omgekeerd\n"
        "K1;13-01-2024;Vraag a;4;affectief;1-7;nee\nK1;13-01-2024;Vraag b;2;integriteit;1-7;ja\n"
    )
    sheet = prepared(tmp_path, "enquete", text)
    assert sheet.items == {
        "Vraag a": SurveyItem("Vraag a", "affectief", 1, 7, False),
        "Vraag b": SurveyItem("Vraag b", "integriteit", 1, 7, True),
    }
    assert rows_of(sheet)[0].answers == [[("Vraag a", 4.0)], [("Vraag b", 2.0)]]


def test_an_unclear_scale_is_asked_and_answered(tmp_path: Path) -> None:
    text = "Klantnummer;Datum;affectief;normatief\nK1;13-01-2024;6;5\nK2;14-01-2024;7;4\n"
    sheet = prepared(tmp_path, "enquete", text)
    assert "--set affectief=1-7" in sheet.questions[0].sentence
    answered = prepared(tmp_path, "enquete", text, formats={"AFFECTIEF": "1-7"})
    assert answered.questions == ()
    assert {(item.low, item.high) for item in answered.items.values()} == {(1, 7)}


def test_the_mapping_decides(tmp_path: Path) -> None:
    text = "Klantnummer;Datum;Stelling 1;affectief\nK1;13-01-2024;6;5\nK2;14-01-2024;7;4\n"
    item = SurveyItem("Stelling 1", "normatief", 1, 7, True)
    sheet = prepared(
        tmp_path, "e", text, mapping=SavedMapping(items={"stelling 1": item}, formats={"affectief": "1-5"})
    )
    assert sheet.items["Stelling 1"].dimension == "normatief"
    assert sheet.items["Stelling 1"].reversed
    assert sheet.questions == ()
