"""What is said in words: opted out, no end, debit or credit, another currency, terms without a contract."""

from pathlib import Path
from typing import Any

import pytest

from core.rows import KEEP
from importers import currencies, endless, opt_outs, sides
from importers.content import look
from tests.importers.test_exports import prepared
from tests.importers.test_prepare import findings


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ja", 1),
        ("x", 1),
        ("Afgemeld", 1),
        ("13-02-2024", 1),
        ("2024-02-03 10:00:00", 1),
        ("nee", 0),
        ("subscribed", 0),
        ("onbekend", None),
        ("misschien", KEEP),
    ],
)
def test_opted_out(cell: str, expected: Any) -> None:
    assert opt_outs.opt_out(cell)[0] is expected


def test_who_is_not_named_keeps_what_was_said() -> None:
    columns: dict[str, list[Any]] = {"afmelding_email": [1, 0, None], "toestemming_email": [1, 1, None]}
    opt_outs.withdraw(columns)
    assert columns["toestemming_email"] == [0, 1, None]
    columns = {"afmelding_post": [1, 0]}
    opt_outs.withdraw(columns)
    assert columns["toestemming_post"] == [0, KEEP]


def test_no_end() -> None:
    assert all(map(endless.is_word, ("Onbepaald", "doorlopend", "31-12-9999", "tot wederopzegging")))
    assert not any(map(endless.is_word, ("31-12-2099", "12 maanden", "")))
    assert endless.is_far("2999-12-31")
    assert not endless.is_far("2099-12-31")
    assert not endless.is_far(KEEP)


def test_the_rarer_side_is_taken_off_but_af_always() -> None:
    assert sides.taken_off(("D", "C")) == "credit"
    assert sides.taken_off(("Credit", "Debet")) == "debet"
    assert sides.taken_off(("Bij", "Af")) == sides.taken_off(("Af",)) == "af"
    assert sides.signed([5.0, -5.0, KEEP], ["credit"] * 3, "credit") == [-5.0, -5.0, KEEP]
    assert not sides.are_sides(("D", "x"))


def test_other_money() -> None:
    euros = look(["EUR", "€", "euro"])
    assert currencies.foreign({"Valuta": euros}, ["€ 10,00", 12.5]) == ""
    assert currencies.foreign({"Valuta": look(["EUR", "USD"])}, []) == "USD"
    assert currencies.foreign({}, ["10,00", "£ 5"]) == "£"
    assert currencies.foreign({}, ["12 CHF"]) == "CHF"


def test_terms_without_a_contract_are_said(tmp_path: Path) -> None:
    header = "Klantnummer;E-mail;Plaats;Geboortedatum;Opzegtermijn;Contractnummer\n"
    rows = "1;a@x.nl;Ede;03-04-1980;2;\n2;b@x.nl;Ede;13-04-1980;2;C7\n3;c@x.nl;Ede;;0;\n"
    assert findings(prepared(tmp_path, "t", header + rows)) == [("terms_without_contract", 2, "Opzegtermijn")]
