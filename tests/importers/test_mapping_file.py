"""A saved mapping comes back the same; a wrong one is refused in one sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.rows import SurveyItem
from importers.mapping_file import SavedMapping, from_json, load, parse, save, to_json


def test_a_mapping_comes_back_the_same(tmp_path: Path) -> None:
    mapping = SavedMapping(
        {'Klant "nr"': "klantnummer", "Oude\\kolom": None},
        {"Ik voel me verbonden": SurveyItem("Ik voel me verbonden", "affectief", 1, 5, True)},
        "survey",
        "Blad 1",
        {"datum": "dmy"},
    )
    save(tmp_path / "m.toml", mapping)
    assert load(tmp_path / "m.toml") == mapping
    assert from_json("survey", mapping.columns, to_json(mapping)).items == mapping.items


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=15), st.sampled_from(["email", None])
    )
)
def test_any_header_can_be_saved(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str | None]
) -> None:
    path = tmp_path_factory.mktemp("m") / "m.toml"
    save(path, SavedMapping(columns))
    assert load(path).columns == columns


def test_headers_at_the_top_level_and_any_table_name() -> None:
    found = parse(
        {
            "Klant": "klantnummer",
            "Ik voel me verbonden": {"dimension": "affectief", "scale": "1-5", "reversed": False},
            "kolommen": {"Besteld": {"field": "datum", "format": "mdy"}},
            "kind": "bestellingen",
        }
    )
    assert found.columns == {"Klant": "klantnummer", "Besteld": "datum"}
    assert found.items["Ik voel me verbonden"] == SurveyItem("Ik voel me verbonden", "affectief", 1, 5, False)
    assert (found.kind, found.formats) == ("orders", {"Besteld": "mdy"})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("x = [", "gelezen"),
        ('Klant = "geen_veld"', "geen_veld"),
        ('Q = {dimension = "liefde"}', "liefde"),
        ('Q = {dimension = "affectief", scale = "1-6"}', "1-6"),
        ("Klant = 3", "Klant"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=word):
        load(path)


def test_a_missing_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"m\.toml"):
        load(tmp_path / "m.toml")
