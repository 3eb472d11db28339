"""After an erasure no label of the history names the person any more."""

from pathlib import Path

from actions import contracts, customers, editing, households, merging
from actions.editing import Edit
from actions.history import history
from models import erased_labels, erasure
from models.database import open_base
from tests.actions.handwork import made


def test_labels_name_nobody(tmp_path: Path) -> None:
    db = made(tmp_path)
    contracts.set_contract(db, 1, None, {"soort": "telefoon"})
    households.make_household(db, [1, 3])
    households.leave_household(db, 1)
    editing.set_values(db, [Edit(1, "achternaam", "Bakhuis"), Edit(1, "plaats", "Velp")])
    contracts.set_contract(db, 1, None, {"soort": "glasvezel"})
    merging.merge(db, 1, [2], {}, "Piet Bakker is 1001")
    customers.delete_customers(db, [4])
    before = [row.label for row in history(db)]
    assert any("Jan Jansen" in label for label in before) and any("Jan Bakhuis" in label for label in before)
    with open_base(db, write=True) as base:
        assert {"Jan Jansen", "Jan Bakhuis", "Piet Bakker"} <= erased_labels.names(base, [1, 2])
        erasure.erase(base, [1], label="Gewist", who="ik")
    after = " ".join(row.label for row in history(db))
    for word in ("Jansen", "Bakhuis", "Piet", "1001", "1002"):
        assert word not in after
    assert "Bakkerij Smit" in after, "who stays keeps the name"
    for file in tmp_path.glob("k.klantbeeld*"):
        if file.is_file():
            assert b"Bakhuis" not in file.read_bytes()
