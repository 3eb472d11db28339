"""The segment sets: which cell, at which border, and who moves (domain §8)."""

from typing import Any

import numpy as np
import pytest

from analysis import cells
from analysis.cells import Leaving
from core.settings import Settings
from tests.analysis.build import Base, ago, background

N = float("nan")


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def texts(*values: str) -> np.ndarray:
    return np.array(values, dtype=object)


@pytest.mark.parametrize(
    ("kind", "clv", "crv", "expected"),
    [
        ("occasioneel", 99, 9, "vrek"),
        ("occasioneel", 99, 10, "promoter"),
        ("occasioneel", 100, 9, "stille_genieter"),
        ("langdurig", 100, 10, "kampioen"),
        ("langdurig", 99.9999999999, 10, "kampioen"),
        ("gedwongen", 500, 50, "nvt"),
        ("geen", 0, 0, "prospect"),
        ("geen", 0, N, "prospect"),
        ("geen", 0, 10, "promoter"),
        ("occasioneel", 100, N, "koopt_veel"),
        ("occasioneel", 0, N, "koopt_weinig"),
        ("occasioneel", N, 50, "onbekend"),
        ("onbekend", N, N, "onbekend"),
    ],
)
def test_value_matrix(kind: str, clv: float, crv: float, expected: str) -> None:
    assert cells.value_cells(texts(kind), floats(clv), floats(crv), 100, 10).tolist() == [expected]


def test_value_matrix_without_borders() -> None:
    kinds, clv, crv = texts("occasioneel", "geen", "gedwongen"), floats(5, 0, 5), floats(9, 9, 9)
    assert cells.value_cells(kinds, clv, crv, None, 5).tolist() == ["onbekend", "promoter", "nvt"]
    assert cells.value_cells(kinds, clv, crv, 4, None).tolist() == ["koopt_veel", "prospect", "nvt"]


def test_the_clv_border_is_the_median_of_ten_or_more_buyers() -> None:
    kinds = texts(*["occasioneel"] * 9, "gedwongen", "geen", "langdurig")
    clv = floats(*range(1, 10), 1000, 1000, 0)
    assert cells.fit_clv_border(clv, kinds) is None
    clv[-1] = 10
    assert cells.fit_clv_border(clv, kinds) == 5.5


@pytest.mark.parametrize(
    ("exchange", "bond", "expected"),
    [
        (49, 49, "transactioneel"), (49, 50, "delighted"), (50, 49, "loyaal"), (50, 50, "fan"),
        (49.9999999999999, 50, "fan"), (N, 50, "onbekend"), (50, N, "onbekend"),
    ],
)  # fmt: skip
def test_engagement_matrix(exchange: float, bond: float, expected: str) -> None:
    assert cells.engagement_cells(floats(exchange), floats(bond), Settings()).tolist() == [expected]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "retentie_laag"),
        ({"engagement": 45}, "retentie_hoog"),
        ({"engagement": N}, "retentie"),
        ({"negative": 60}, "retentie_laag"),
        ({"kind": "onbekend"}, "onbekend"),
        ({"kind": "geen"}, "acquisitie_laag"),
        ({"kind": "geen", "engagement": 50}, "acquisitie_hoog"),
        ({"kind": "geen", "almost": "permanent"}, "met_rust_laten"),
        ({"kind": "geen", "almost": "transactioneel"}, "acquisitie_laag"),
        ({"noticed": True}, "beeindigen_laag"),
        ({"noticed": True, "negative": 50}, "beeindigen_hoog"),
        ({"noticed": True, "engagement": 45}, "beeindigen_hoog"),
        ({"noticed": True, "engagement": N, "negative": 99}, "beeindigen"),
        ({"noticed": True, "kind": "gedwongen"}, "beeindigen_laag"),
        ({"ended": True, "p": N, "none": True}, "beeindigen_laag"),
        ({"ended": True, "p": 0.49, "none": True}, "beeindigen_laag"),
        ({"ended": True, "p": 0.5, "none": True}, "retentie_laag"),
        ({"none": True, "p": 0.29}, "beeindigen_laag"),
        ({"none": True, "p": 0.3}, "retentie_laag"),
        ({"none": True, "p": N}, "retentie_laag"),
        ({"p": 0.1}, "retentie_laag"),
        ({"none": True, "p": 0.1, "ended": True, "kind": "gedwongen"}, "retentie_laag"),
    ],
)
def test_scrm_house(facts: dict[str, Any], expected: str) -> None:
    flags = [np.array([facts.get(name, False)]) for name in ("noticed", "ended", "none")]
    found = cells.scrm_cells(
        texts(facts.get("kind", "occasioneel")),
        texts(facts.get("almost", "geen")),
        Leaving(*flags),
        floats(facts.get("p", 0.9)),
        floats(facts.get("engagement", 10)),
        floats(facts.get("negative", 0)),
        Settings(),
    )
    assert found.tolist() == [expected]


def test_who_moves() -> None:
    before, after = texts("a", "a", "b", "c"), texts("b", "b", "b", "a")
    assert cells.moves(before, after).to_dict("list") == {
        "from": ["a", "c"],
        "to": ["b", "a"],
        "customers": [2, 1],
    }
    assert len(cells.moves(before, before)) == 0
    assert cells.counts(before, ("a", "b", "x")) == {"a": 2, "b": 1, "x": 0}
    assert cells.counts(texts(), ("a",)) == {"a": 0}


def test_borders_of_the_user_go_before_those_of_the_base() -> None:
    base = Base()
    background(base)
    for _ in range(12):
        base.order(base.add(), 30)
    row = base.profile().values
    assert set(row["set_waarde"]) <= {"vrek", "stille_genieter", "prospect"}
    dear = base.profile(Settings(border_clv=1e9, border_crv=0.0)).values
    assert set(dear["set_waarde"]) == {"promoter"}
    assert row["set_strategie"].iloc[1] == f"occasioneel · {row['set_waarde'].iloc[1]}"


def test_exchange_out_of_totals() -> None:
    base = Base()
    monthly = base.add(
        aantal_bestellingen=37.0, omzet=900.0, eerste_aankoop=ago(1095), laatste_aankoop=ago(0)
    )
    past = base.add(aantal_bestellingen=5.0, omzet=900.0, eerste_aankoop=ago(1095), laatste_aankoop=ago(500))
    fresh = base.add(aantal_bestellingen=3.0, omzet=900.0, eerste_aankoop=ago(100), laatste_aankoop=ago(10))
    undated = base.add(aantal_bestellingen=3.0, omzet=900.0)
    found = base.profile()
    raw = found.scores["relational_exchange"].indicators[0].raw
    assert raw[monthly] == pytest.approx(12, abs=0.1)
    assert raw[past] == 0
    assert raw[fresh] == 2
    assert np.isnan(raw[undated])
    assert found.values["relational_exchange"].iloc[monthly] == pytest.approx(80.7, abs=1)
    assert found.detail(undated)["relationship"]["evidence"] == ["heeft gekocht"]


def test_a_contract_that_ended_is_known_not_to_go_on() -> None:
    base = Base()
    who, hand = base.add(), base.add(hand_relatievorm="langdurig")
    base.contract(who, start=ago(1095), einde=ago(365), opzegtermijn=0.0)
    value = base.profile().values["relational_exchange"]
    assert value.iloc[who] == pytest.approx((0.5 + 0.5) / 4 * 100)
    assert np.isnan(value.iloc[hand])
