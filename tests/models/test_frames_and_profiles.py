"""Facts as columns for the analysis, its stored outcomes, and the small stores."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis import frames as shapes
from core.rows import SurveyItem
from core.settings import Settings, to_rows
from models import changes, frames, hand, mappings_store, profiles, settings_store
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import columns_sheet, many_customers, many_orders, sheet


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


def bring(base: Base, kind: str, *rows: dict[str, Any], **more: Any) -> None:
    with changes.change(base, "import", kind="import"):
        write_sheet(base, sheet(kind, rows, **more))


def test_an_empty_base_has_every_column(base: Base) -> None:
    found = frames.load(base)
    for name, columns in (
        ("orders", shapes.ORDER_COLUMNS),
        ("contracts", shapes.CONTRACT_COLUMNS),
        ("interactions", shapes.INTERACTION_COLUMNS),
        ("survey", shapes.SURVEY_COLUMNS),
    ):
        assert found[name].dtypes.astype(str).to_dict() == columns
        assert len(found[name]) == 0
    assert found["customers"]["id"].dtype == "int64"


def test_values_arrive_as_days_numbers_and_text(base: Base) -> None:
    bring(
        base,
        "customers",
        {"klantnummer": "1", "klant_sinds": "1970-01-02", "verplicht": 1, "nps": 9, "plaats": None},
        {"klantnummer": "2", "klant_sinds": "1969-12-31", "verplicht": None, "nps": None, "plaats": "Ede"},
    )
    bring(
        base, "orders", {"klantnummer": "2", "datum": "2025-03-01T06:00:00", "bedrag": 2, "kanaal": "winkel"}
    )
    found = frames.load(base)
    people = found["customers"]
    assert people["klant_sinds"].tolist() == [1.0, -1.0]
    assert people["verplicht"].tolist()[0] == 1.0
    assert math.isnan(people["verplicht"][1]) and math.isnan(people["nps"][1])
    assert people["plaats"].tolist() == [None, "Ede"]
    order = found["orders"].iloc[0]
    assert (order["customer"], order["datum"], order["bedrag"], order["kanaal"]) == (
        1,
        20148.25,
        2.0,
        "winkel",
    )
    assert order["product"] is None


def test_merged_count_as_their_survivor_and_deleted_are_nowhere(base: Base) -> None:
    for number in "1234":
        bring(base, "orders", {"klantnummer": number, "datum": "2025-01-01", "bedrag": int(number)})
    with changes.change(base, "m", kind="merge"):
        base.sql("UPDATE customers SET deleted = 1 WHERE id = 1")
        base.sql("UPDATE customers SET merged_into = 4 WHERE id = 2")
    found = frames.load(base)
    assert found["customers"]["id"].tolist() == [3, 4]
    assert found["orders"][["customer", "bedrag"]].values.tolist() == [[1, 2], [0, 3], [1, 4]]
    part = frames.load(base, [4])
    assert part["orders"]["bedrag"].tolist() == [2, 4]
    assert part["orders"]["customer"].tolist() == [0, 0]


def test_a_part_is_the_same_as_that_part_of_the_whole(base: Base) -> None:
    with changes.change(base, "i", kind="import"):
        write_sheet(base, columns_sheet("customers", many_customers(300)))
        write_sheet(base, columns_sheet("orders", many_orders(2000, 300)))
    whole, part = frames.load(base), frames.load(base, [200, 7])
    assert part["customers"]["id"].tolist() == [7, 200]
    mine = whole["orders"][whole["orders"]["customer"].isin([6, 199])].reset_index(drop=True)
    mine["customer"] = mine["customer"].map({6: 0, 199: 1})
    # numbers that no two lines share say nothing of the whole and are not read
    assert mine["bestelnummer"].isna().all() and part["orders"]["bestelnummer"].notna().all()
    pd.testing.assert_frame_equal(
        part["orders"].drop(columns="bestelnummer"), mine.drop(columns="bestelnummer")
    )


def test_outcomes_set_by_hand_are_columns(base: Base) -> None:
    bring(base, "customers", {"klantnummer": "1"}, {"klantnummer": "2"})
    with changes.change(base, "e", kind="edit"):
        hand.set_hand(base, [2], "trust", 80, reason="", who="ik")
        hand.set_hand(base, [2], "relatievorm", "langdurig", reason="", who="ik")
        hand.set_hand(base, [1], "plaats", "Ede", reason="", who="ik")
    people = frames.load(base)["customers"]
    assert [name for name in people if str(name).startswith("hand_")] == ["hand_trust", "hand_relatievorm"]
    assert math.isnan(people["hand_trust"][0]) and people["hand_trust"][1] == 80
    assert people["hand_relatievorm"].tolist() == [None, "langdurig"]
    assert people["plaats"].tolist() == ["Ede", None]


def test_a_deleted_contract_and_the_word_on_somebody_merged_do_not_count(base: Base) -> None:
    bring(base, "customers", {"klantnummer": "1"}, {"klantnummer": "2"})
    for number in ("A", "B"):
        bring(base, "contracts", {"klantnummer": "2", "contractnummer": number, "start": "2025-01-01"})
    with changes.change(base, "e", kind="edit"):
        hand.set_hand(base, [2], "trust", 80, reason="", who="ik")
        base.sql("UPDATE contracts SET deleted = 1 WHERE contractnummer = 'A'")
        base.sql("UPDATE customers SET merged_into = 1 WHERE id = 2")
    for found in (frames.load(base), frames.load(base, [1])):
        assert found["contracts"]["contractnummer"].tolist() == ["B"]
        assert found["contracts"]["customer"].tolist() == [0]
        # what was said of the second customer was not said of the one who is left
        assert "hand_trust" not in found["customers"].columns


def test_some_kinds_of_facts_are_enough(base: Base) -> None:
    bring(base, "orders", {"klantnummer": "1", "datum": "2025-03-01", "bedrag": 2})
    assert set(frames.load(base, only=("nps",), kinds=("contracts",))) == {"customers", "contracts"}
    assert list(frames.load(base, only=("nps",))["customers"].columns) == ["id", "nps"]


def test_survey_frame(base: Base) -> None:
    items = {"i": SurveyItem("i", "affectief", 1, 7, reversed=True)}
    bring(base, "survey", {"klantnummer": "1", "datum": None, "i": 3}, items=items)
    row = frames.load(base)["survey"].iloc[0]
    assert (row["item"], row["dimensie"], row["waarde"], row["schaal_hoog"], row["omgekeerd"]) == (
        "i",
        "affectief",
        3,
        7,
        1,
    )
    assert math.isnan(row["datum"])


DAY = date(2026, 1, 1)


def values(base: Base) -> pd.DataFrame:
    ids = [row[0] for row in base.sql("SELECT id FROM customers ORDER BY id")]
    return pd.DataFrame(
        {
            "id": ids,
            "clv": [1 / 3, *[float("nan")] * (len(ids) - 1)],
            "set_relatie": pd.Series(["geen"] * len(ids), dtype=object),
            "purchase_days": [3.0] * len(ids),
            "opzegdatum": pd.Series([None] * len(ids), dtype=object),
        }
    )


def test_a_run_is_stored_whole_and_part_of_it_anew(base: Base) -> None:
    assert profiles.latest(base) is None
    bring(base, "customers", {"klantnummer": "1"}, {"klantnummer": "2"})
    profiles.write(base, values(base), DAY, {"a": "1"}, {"x": [1.5]}, {"customers": 2})
    found = profiles.load(base)
    assert found["id"].tolist() == [1, 2]
    assert found["clv"][0] == 1 / 3 and math.isnan(found["clv"][1])
    assert found["set_relatie"].tolist() == ["geen", "geen"]
    assert found["opzegdatum"].tolist() == [None, None]
    run = profiles.latest(base)
    assert run is not None
    assert (run.as_of, run.settings, run.context, run.summary) == (
        DAY,
        {"a": "1"},
        {"x": [1.5]},
        {"customers": 2},
    )
    part = values(base).iloc[1:].assign(clv=7.0, set_relatie="langdurig")
    profiles.update(base, part)
    assert profiles.load(base)["clv"].tolist() == [1 / 3, 7.0]
    cells = base.sql("SELECT cells, clv FROM snapshots ORDER BY customer_id").fetchall()
    assert cells == [('{"relatie": "geen"}', 1 / 3), ('{"relatie": "langdurig"}', 7.0)]
    assert changes.history(base)[0].kind == "import"


def test_staleness(base: Base) -> None:
    bring(base, "customers", {"klantnummer": "1"})
    assert profiles.is_stale(base, DAY, {})
    profiles.write(base, values(base), DAY, {}, {}, {})
    assert not profiles.is_stale(base, DAY, {})
    bring(base, "customers", {"klantnummer": "1"})  # the same again
    assert not profiles.is_stale(base, DAY, {"organisation_name": '"Bos"'})
    assert profiles.is_stale(base, date(2026, 1, 2), {})
    assert profiles.is_stale(base, DAY, {"margin_percent": "30"})
    bring(base, "customers", {"klantnummer": "1", "plaats": "Ede"})
    assert profiles.is_stale(base, DAY, {})
    profiles.update(base, values(base))
    assert not profiles.is_stale(base, DAY, {})
    changes.undo(base)
    assert profiles.is_stale(base, DAY, {})


def test_one_snapshot_a_day_and_one_a_month_of_long_ago(base: Base) -> None:
    bring(base, "customers", {"klantnummer": "1"})
    days = ("2025-01-03", "2025-01-20", "2025-11-28", "2025-11-29", "2025-11-29", "2025-12-01")
    for day in days:
        profiles.write(base, values(base), date.fromisoformat(day), {}, {}, {})
    kept = base.sql(
        "SELECT r.as_of FROM snapshots s JOIN profile_runs r ON r.id = s.run_id ORDER BY r.id"
    ).fetchall()
    assert [day for (day,) in kept] == ["2025-01-20", "2025-11-28", "2025-11-29", "2025-12-01"]
    assert base.sql("SELECT COUNT(*) FROM profile_runs").fetchone() == (len(days),)


def test_settings_are_kept_where_they_differ(base: Base) -> None:
    assert settings_store.load(base) == Settings()
    mine = replace(
        Settings(), margin_percent=30.0, longterm_contract_kinds=("bank",), channels={"a": {"cost": 1.5}}
    )
    with changes.change(base, "s", kind="settings"):
        settings_store.save(base, mine)
    assert settings_store.load(base) == mine
    assert base.sql("SELECT COUNT(*) FROM settings").fetchone() == (len(to_rows(mine)),)
    with changes.change(base, "s", kind="settings"):
        settings_store.save(base, mine)
    assert len(changes.history(base)) == 1
    with changes.change(base, "s", kind="settings"):
        settings_store.save(base, Settings())
    assert settings_store.load(base) == Settings()
    changes.undo(base)
    assert settings_store.load(base) == mine


def test_mappings_are_remembered_by_header_names(base: Base) -> None:
    mapping = {"Klantnr": "klantnummer", "Naam ": "naam", "Iets": None}
    with changes.change(base, "m", kind="import"):
        mappings_store.remember(base, "customers", mapping)
        mappings_store.remember(base, "customers", {"Klantnr": "klantnummer"}, {"formats": {"a": "dmy"}})
    assert mappings_store.fingerprint(["naam", "IETS", "klantnr "]) == mappings_store.fingerprint(mapping)
    assert mappings_store.known(base)[mappings_store.fingerprint(mapping)] == mapping
    found = mappings_store.find(base, ["iets", "KLANTNR", "naam", "nog een"])
    assert found is not None and found.mapping == mapping
    other = mappings_store.find(base, ["klantnr", "x"])
    assert other is not None and other.more == {"formats": {"a": "dmy"}}
    assert mappings_store.find(base, ["x"]) is None
    with changes.change(base, "m", kind="import"):
        mappings_store.remember(base, "customers", mapping)
    assert len(changes.history(base)) == 1
    with changes.change(base, "m", kind="edit"):
        mappings_store.forget(base, other.fingerprint)
    assert mappings_store.find(base, ["klantnr", "x"]) is None
