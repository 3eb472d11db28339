"""Engagement in its dimensions, as a whole, the negative one, and participation (domain §6)."""

from typing import Any

import numpy as np
import pytest

from analysis.contacts import contacts
from analysis.kinds import load
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago, background


def told(base: Base, who: int, score: str = "engagement") -> dict[str, Any]:
    found: dict[str, Any] = base.profile().detail(who)["scores"][score]
    return found


def fresh() -> tuple[Base, int]:
    base = Base()
    background(base)
    return base, base.add()


def test_the_table_of_kinds_is_that_of_the_domain() -> None:
    table = {kind.code: (kind.dimension, kind.points) for kind in load()}
    assert table["email_geopend"] == ("cognitief", 0.25)
    assert table["review_hoog"] == ("emotioneel", 4)
    assert table["review_laag"] == ("negatief", 4)
    assert table["cocreatie"] == ("gedrag", 6)
    active = {kind.code for kind in load() if kind.active}
    assert active == {
        "reactie_geplaatst", "review", "gedeeld", "aanbeveling", "communitybijdrage", "klant_geholpen",
        "cocreatie", "positieve_reactie", "negatieve_reactie", "compliment", "klacht", "vraag_gesteld",
    }  # fmt: skip


def test_points_age_with_the_dimension_s_half_life() -> None:
    base, who = fresh()
    base.contact(who, "download", 90, aantal=4.0)
    base.contact(who, "compliment", 365)
    base.contact(who, "gedeeld", 730, aantal=2.0)
    parts = told(base, who)["components"]
    p = {"cognitief": 4.0, "emotioneel": 1.5, "gedrag": 1.5}
    for name, points in p.items():
        assert parts[name]["value"] == pytest.approx(100 * points / (points + 10))
    assert told(base, who)["value"] == pytest.approx(100 * 7 / 22)


def test_reading_alone_stays_low_and_three_referrals_are_high() -> None:
    base, who = fresh()
    base.contact(who, "email_geklikt", 0, aantal=5000.0)
    assert told(base, who)["value"] == pytest.approx(40)
    base, who = fresh()
    base.contact(who, "aanbeveling", 0, aantal=3.0)
    assert told(base, who)["value"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("stars", "emotion", "against"), [(5, 4, 0), (4, 4, 0), (3, 0, 0), (2, 0, 4), (1, 0, 4), (None, 0, 0)]
)
def test_a_review_speaks_by_its_stars(stars: float | None, emotion: float, against: float) -> None:
    base, who = fresh()
    base.contact(who, "review", 0, waardering=stars)
    parts = told(base, who)["components"]
    assert parts["gedrag"]["value"] == pytest.approx(100 * 4 / 14)
    assert parts["emotioneel"]["value"] == pytest.approx(100 * emotion / (emotion + 10))
    assert told(base, who, "negative_engagement")["value"] == pytest.approx(100 * against / (against + 10))


def test_negative_engagement_never_cancels_the_positive() -> None:
    base, who = fresh()
    base.contact(who, "aanbeveling", 0)
    before = told(base, who)["value"]
    for kind in ("klacht", "negatieve_reactie", "afmelding"):
        base.contact(who, kind, 0)
    assert told(base, who)["value"] == before
    against = told(base, who, "negative_engagement")
    assert against["value"] == pytest.approx(100 * 9 / 19)
    assert {part["indicator"] for part in against["parts"]} == {
        "kind_klacht",
        "kind_negatieve_reactie",
        "kind_afmelding",
    }


def test_a_dimension_is_measured_once_the_base_holds_a_kind_of_it() -> None:
    base = Base()
    who, other = base.add(), base.add()
    base.contact(other, "like", 10)
    parts = told(base, who)
    assert parts["value"] is None
    assert parts["components"]["emotioneel"]["value"] == 0
    assert parts["components"]["gedrag"]["value"] is None
    assert told(base, who, "negative_engagement")["value"] == 0
    base.contact(other, "evenement", 10)
    assert told(base, who)["value"] == 0
    assert told(base, who)["coverage"] == pytest.approx(2 / 3 / 4)


def test_without_contacts_nothing_is_known() -> None:
    base = Base()
    who = base.add()
    assert told(base, who)["value"] is None
    assert told(base, who, "negative_engagement")["value"] is None
    assert base.profile().values["set_participatie"].tolist() == ["onbekend"]


def test_a_survey_weighs_three_times_the_contacts() -> None:
    base, who = fresh()
    base.contact(who, "aanbeveling", 0, aantal=3.0)
    base.answer(who, "engagement_affectie", 5.0, age=730)
    base.answer(who, "engagement_activatie", 3.0, age=730)
    a = 0.5
    assert told(base, who)["value"] == pytest.approx((50 + 3 * a * 75) / (1 + 3 * a))
    alone = Base()
    asked = alone.add()
    alone.answer(asked, "engagement_cognitief", 4.0)
    assert told(alone, asked)["value"] == pytest.approx(75)


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([("vraag_gesteld", 10)], "enkelvoudige_interactie"),
        ([("email_geopend", 10)], "eenmalige_observatie"),
        ([("klacht", age) for age in (5, 40, 70, 100)], "continue_dialoog"),
        ([("like", age) for age in (5, 40, 70, 100)], "continue_monitoring"),
        ([("like", age) for age in (5, 40, 70, 365)], "eenmalige_observatie"),
        ([("like", 1)] * 7 + [("klacht", 1)] * 3, "enkelvoudige_interactie"),
        ([("like", 1)] * 8 + [("klacht", 1)] * 3, "eenmalige_observatie"),
        ([("like", 365)], "geen"),
        ([], "geen"),
    ],
)
def test_participation(contacts: list[tuple[str, int]], expected: str) -> None:
    base, who = fresh()
    for kind, age in contacts:
        base.contact(who, kind, age)
    base.contact(who, "klacht", 3, richting="uit", aantal=50.0)
    assert base.profile().values["set_participatie"].iloc[who] == expected


def test_months_are_calendar_months_and_numbers_count() -> None:
    base, who = fresh()
    base.contact(who, "email_geopend", 0, aantal=24.0)
    base.contact(who, "review", 0)
    assert base.profile().values["set_participatie"].iloc[who] == "eenmalige_observatie"
    seen = contacts(base.frames(), AS_OF, Settings())
    assert np.isnan(seen.last_attempt[who])
    assert seen.last_own[who] == ago(0)
