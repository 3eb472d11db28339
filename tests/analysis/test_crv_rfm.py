"""Referral value and RFM."""

from collections.abc import Sequence

import numpy as np
import pytest

from analysis import rfm
from analysis.crv import base as crv_base
from analysis.crv import crv, mean_clv, referrers
from analysis.purchases import purchases
from core.cells import RFM
from core.settings import Settings
from tests.analysis.build import AS_OF, Base


def found(base: Base, clv: list[float], kinds: list[str] | None = None, **changed: float) -> np.ndarray:
    frames, settings = base.frames(), Settings(**changed)  # type: ignore[arg-type]
    types = np.array(kinds or ["occasioneel"] * len(clv), dtype=object)
    first = purchases(frames, AS_OF).first
    known = crv_base(frames, AS_OF, settings, first, np.array(clv), types)
    return crv(frames, AS_OF, known)


def test_unknown_until_a_referral_is_imported() -> None:
    base = Base()
    base.add()
    base.contact(0, "gedeeld", 5)
    base.contact(0, "review", 5, waardering=5.0)
    assert np.isnan(found(base, [100.0])).all()
    base.contact(0, "aanbeveling", 3000)
    # now known: a share and a review are .02 of a referral worth half of 100 each
    assert found(base, [100.0])[0] == pytest.approx(0.02 * 2 * 50)


def referral_base() -> Base:
    base = Base()
    base.add(klantnummer="A1", email="Ann@x.nl", voornaam="Ann", tussenvoegsel="de", achternaam="Wit")
    base.add(klantnummer="B2", aangebracht_door="A1")
    base.add(klantnummer="C3", aangebracht_door=" a1 ")
    base.add(klantnummer="D4", aangebracht_door="A1")
    base.add(klantnummer="E5", aangebracht_door="A1")
    base.order(1, 30)
    base.order(2, 365)
    base.order(3, 366)  # too long ago; the fifth never bought
    return base


def test_named_referrals_count_at_what_they_are_worth() -> None:
    base = referral_base()
    clv = [10.0, 80.0, np.nan, 500.0, 0.0]
    mean = (10 + 80 + 500) / 3
    assert found(base, clv)[0] == pytest.approx(0.5 * 80 + 0.5 * mean)
    assert found(base, clv)[1:].tolist() == [0, 0, 0, 0]
    assert found(base, clv, acquisition_cost=25.0, referral_reward=5.0)[0] == pytest.approx(
        0.5 * 80 + 0.5 * mean + 40
    )


def test_recommendations_count_beyond_the_named_ones() -> None:
    base = referral_base()
    base.contact(0, "aanbeveling", 10, aantal=3.0)
    base.contact(0, "aanbeveling", 364)
    base.contact(0, "aanbeveling", 365, aantal=50.0)
    base.contact(1, "review", 10, waardering=3.0)
    clv = [10.0, 80.0, 60.0, 500.0, 0.0]
    mean = (10 + 80 + 60 + 500) / 4
    assert found(base, clv)[0] == pytest.approx(0.5 * (80 + 60) + 2 * 0.5 * mean)
    assert found(base, clv)[1] == 0


def test_the_mean_leaves_out_who_is_compelled_and_who_is_worth_nothing() -> None:
    kinds = np.array(["gedwongen", "occasioneel", "langdurig", "geen"], dtype=object)
    assert mean_clv(np.array([900.0, 10.0, 30.0, 0.0]), kinds) == 20
    assert mean_clv(np.array([900.0, np.nan, 0.0, 0.0]), kinds) is None


def test_a_referral_of_unknown_worth_is_unknown_not_nothing() -> None:
    base = referral_base()
    result = found(base, [np.nan] * 5)
    assert np.isnan(result[0])
    assert result[1] == 0


def test_who_is_named() -> None:
    base = Base()
    names = ["A1", " a1", "ANN@X.NL", "ann de  wit", "Piet Jansen", "Bakker BV", "zichzelf", "onbekend", None]
    base.add(klantnummer="A1", email="ann@x.nl", voornaam="Ann", tussenvoegsel="de", achternaam="Wit")
    base.add(klantnummer="A2", voornaam="Piet", achternaam="Jansen")
    base.add(klantnummer="A3", voornaam="Piet", achternaam="Jansen", bedrijfsnaam="Bakker BV")
    for name in names:
        base.add(aangebracht_door=name)
    frames = base.frames()
    result = referrers(frames, frames.text("aangebracht_door"))[3:]
    # two are called Piet Jansen: nobody then
    assert result.tolist() == [0, 0, 0, 0, -1, 2, -1, -1, -1]


def test_nobody_refers_himself() -> None:
    base = Base()
    base.add(klantnummer="A1", aangebracht_door="A1")
    base.order(0, 10)
    assert found(base, [100.0])[0] == 0


def classes(recency: Sequence[float], frequency: Sequence[float], money: Sequence[float]) -> rfm.Rfm:
    r, f, m = (np.array(values, dtype=float) for values in (recency, frequency, money))
    return rfm.classify(r, f, m, rfm.borders(r, f, m))


def test_under_25_buyers_the_borders_are_fixed() -> None:
    result = classes(
        [30, 31, 90, 180, 181, 365, 366, np.nan], [1, 2, 3, 4, 5, 9, 10, 0], [1, 2, 3, 4, 5, 6, 7, 0]
    )
    assert result.r[:7].tolist() == [5, 4, 4, 3, 2, 2, 1]
    assert result.f[:7].tolist() == [1, 2, 3, 3, 4, 4, 5]
    assert result.m[:7].tolist() == [1, 1, 1, 3, 3, 5, 5]
    assert np.isnan(result.r[7])
    assert result.group[7] == "onbekend"
    assert result.group[0] == "nieuwe_klanten"
    assert result.group[6] == "niet_verliezen"


def test_quintiles_keep_equal_values_together() -> None:
    days = list(range(1, 101))
    result = classes(days, [1] * 60 + [2] * 20 + [5] * 20, [10.0] * 100)
    assert result.r.tolist() == [5] * 20 + [4] * 20 + [3] * 20 + [2] * 20 + [1] * 20
    assert set(result.f[:60]) == {1}
    assert len(set(result.f[60:80])) == len(set(result.f[80:])) == 1
    assert 1 < result.f[60] < result.f[80]
    assert set(result.m) == {1}


def test_who_all_bought_on_one_day_are_recent() -> None:
    result = classes([3] * 30, [1] * 30, [10.0] * 30)
    assert set(result.group) == {"nieuwe_klanten"}


def test_every_group_can_be_reached_and_has_a_known_name() -> None:
    assert set(rfm._GROUPS.ravel()) == set(RFM) - {"onbekend"}


def test_no_buyers_no_classes() -> None:
    result = classes([np.nan, np.nan], [0, np.nan], [0, np.nan])
    assert set(result.group) == {"onbekend"}
    assert np.isnan(result.m).all()
