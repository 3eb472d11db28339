"""The rules as a table: out to CSV and in again; only what differs is kept; mistakes are named."""

from pathlib import Path

import pytest

from core.errors import InputError
from core.settings import Settings
from strategy.rule_table import change_of, csv_text, lines, points_text, read, read_points
from strategy.rules import in_force, load

CHANGED = Settings(
    rules={
        "waarde_vrek": {"off": True},
        "geen_webcare": {"points": {"care:webcare": 12.5}},
        "mijn_regel": {
            "when": "relatievorm = langdurig and satisfaction < 50",
            "points": {"form:persoonlijke_assistentie": 7.0, "channel:telefoon@na": -3.0},
            "reason_nl": "Eigen reden; met een puntkomma, en {haken}.",
            "reason_en": "Own reason; with a semicolon, and {braces}.",
        },
    }
)


def written(tmp_path: Path, settings: Settings, encoding: str = "utf-8-sig") -> Path:
    file = tmp_path / "regels.csv"
    file.write_text(csv_text(settings), encoding=encoding, newline="")
    return file


def as_rules(settings: Settings) -> list[tuple[object, ...]]:
    return [(r.code, r.when.text, dict(r.points), r.reason_nl) for r in in_force(settings)]


def test_what_was_not_touched_comes_back_as_no_change(tmp_path: Path) -> None:
    found = read(written(tmp_path, Settings()))
    assert dict(found.rules) == {}
    assert (found.changed, found.off, found.own) == (0, 0, 0)


def test_shipped_rules_and_changes_survive_the_round_trip(tmp_path: Path) -> None:
    simple = Settings(rules={k: v for k, v in CHANGED.rules.items() if k != "mijn_regel"})
    found = read(written(tmp_path, simple))
    assert dict(found.rules) == dict(simple.rules)
    assert (found.changed, found.off, found.own) == (1, 1, 0)
    assert as_rules(Settings(rules=found.rules)) == as_rules(simple)


def test_an_own_rule_survives_and_a_spreadsheet_of_western_europe_is_read(tmp_path: Path) -> None:
    own = {**CHANGED.rules["mijn_regel"], "reason_nl": "Eigen reden; met é.", "reason_en": "Own reason."}
    settings = Settings(rules={"mijn_regel": own})
    for encoding in ("utf-8-sig", "cp1252"):
        file = written(tmp_path, Settings())
        lines_ = csv_text(settings).splitlines(keepends=True)
        file.write_text(lines_[0] + lines_[-1], encoding=encoding, newline="")
        found = read(file)
        assert found.own == 1 and found.off == len(load())
        assert found.rules["mijn_regel"]["reason_nl"] == "Eigen reden; met é."
        assert [r.code for r in in_force(Settings(rules=found.rules))] == ["mijn_regel"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("form:zelfbediening +40", "form:zelfbedienig +40", "row 2, column points"),
        ("relatievorm = geen and", "relatievorm = gene and", "row 2, column when"),
        (";1\r\ngeen_informatie", ";ja\r\ngeen_informatie", "row 2, column on"),
        ("geen_informatie;", "relatie_geen;", "row 3, column rule"),
        ("rule;group", "regel;group", "row 1"),
    ],
)
def test_a_mistake_is_named_by_row_and_column(tmp_path: Path, old: str, new: str, said: str) -> None:
    from core.text import set_language

    set_language("en")
    try:
        text = csv_text(Settings())
        assert old in text
        file = tmp_path / "regels.csv"
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        with pytest.raises(InputError, match=said):
            read(file)
    finally:
        set_language("nl")


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "leeg.csv"
    file.write_text(csv_text(Settings()).splitlines()[0], encoding="utf-8")
    with pytest.raises(InputError, match=r"leeg\.csv"):
        read(file)


def test_the_table_says_the_state_of_each_rule() -> None:
    states = {line.rule.code: line.state for line in lines(CHANGED)}
    assert states["waarde_vrek"] == "off"
    assert states["geen_webcare"] == "changed"
    assert states["mijn_regel"] == "own"
    assert states["relatie_geen"] == "shipped"
    assert len(states) == len(load()) + 1


def test_a_change_that_is_taken_back_leaves_nothing() -> None:
    found = {line.rule.code: line for line in lines(CHANGED)}
    assert change_of(found["waarde_vrek"], off=False) is None
    shipped = found["geen_webcare"].shipped
    assert shipped is not None
    assert change_of(found["geen_webcare"], off=False, points=shipped.points) is None
    assert change_of(found["relatie_geen"], off=True) == {"off": True}
    changed = change_of(found["relatie_geen"], off=True, points={"form:community": 5.0})
    assert changed == {"points": {"form:community": 5.0}, "off": True}
    own = change_of(found["mijn_regel"], off=True)
    assert own is not None and own["off"] and own["when"] == CHANGED.rules["mijn_regel"]["when"]


def test_a_changed_rule_that_is_off_is_no_longer_in_force() -> None:
    off = Settings(rules={"geen_webcare": {"points": {"care:webcare": 1.0}, "off": True}})
    assert "geen_webcare" not in {rule.code for rule in in_force(off)}


def test_points_are_read_as_they_are_written() -> None:
    for rule in load():
        assert read_points(points_text(rule.points)) == dict(rule.points)
    for wrong in ("", "form:zelfbediening", "form:zelfbediening +2000", "vorm:x +1"):
        with pytest.raises(InputError):
            read_points(wrong)
