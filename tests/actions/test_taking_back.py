"""Many hand values taken back, and a whole household dissolved: one change each."""

from datetime import date
from pathlib import Path

import pytest

from actions import editing, hand_values, history, households
from actions.importing import ImportRequest, apply
from core.errors import InputError
from models.queries import Reader

PEOPLE = """\
Klantnummer;Voornaam;Achternaam;Plaats;Branche
1;Jan;Jansen;Utrecht;bouw
2;An;Jansen;Utrecht;
3;Bo;Jansen;Ede;zorg
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "klanten.csv").write_text(PEOPLE, encoding="utf-8")
    apply(tmp_path / "b.kb", [ImportRequest(tmp_path / "klanten.csv", as_of=date(2026, 6, 30))])
    return tmp_path / "b.kb"


def test_several_fields_of_several_customers_go_back_at_once(base: Path) -> None:
    with Reader(base) as reader:
        ids = list(reader.ids(sort="klantnummer"))
        before = reader.rows(ids, ["plaats", "branche"])
        editing.set_value(base, ids, "plaats", "Zeist")
        editing.set_value(base, ids[:2], "branche", "horeca")
        editing.set_value(base, ids[:1], "relatievorm", "langdurig")
        found = reader.hand_list()
        assert len(found) == 6
        hand_values.take_back(base, [one.id for one in found[:5]])
        assert reader.hand_count() == 1 and reader.history(1)[0].rows >= 5
        hand_values.take_back(base, [one.id for one in reader.hand_list()])
        assert reader.rows(ids, ["plaats", "branche"]) == before
        history.undo(base)
        history.undo(base)
        assert reader.hand_count() == 6 and reader.rows(ids, ["plaats"])[2] == ("Zeist",)
        with pytest.raises(InputError):
            hand_values.take_back(base, [999])


def test_a_household_of_three_is_dissolved_as_one_step(base: Path) -> None:
    with Reader(base) as reader:
        ids = list(reader.ids())
        households.make_household(base, ids)
        households.dissolve_household(base, ids[1])
        assert reader.household_count() == 0
        with pytest.raises(InputError):
            households.dissolve_household(base, ids[1])
        history.undo(base)
        assert [len(one.members) for one in reader.households()] == [3]
