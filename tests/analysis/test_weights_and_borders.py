"""The user's own weights, contact points and borders: usual ones change nothing, others do what they say."""

from dataclasses import replace

import numpy as np
import pytest

from analysis import borders, kinds, weights
from analysis.borders import Borders, Standing
from analysis.frames import Frames
from analysis.profile import profile
from analysis.scores import Score
from core.settings import Settings
from tests.analysis.build import AS_OF, Base


def lively() -> Frames:
    base = Base()
    one = base.add(nps=9.0, lid=1.0)
    base.add(nps=4.0)
    base.answer(one, "affectief", 2)
    base.answer(one, "competentie", 5)
    base.contact(one, "compliment")
    base.contact(one, "aanbeveling")
    base.contact(one, "like")
    base.order(one, 30)
    base.order(one, 10)
    for age in range(1, 15):
        base.order(base.add(), age, 10.0 * age)
    return base.frames()


def inside(score: Score) -> list[Score]:
    return [score, *(found for part in score.components for found in inside(part))]


def test_the_usual_weights_are_those_of_the_formulas() -> None:
    found = profile(lively(), AS_OF, Settings())
    seen = {each.name: each for score in found.scores.values() for each in inside(score)}
    for name, table in weights.USUAL.items():
        assert {part.name: part.nominal for part in seen[name].indicators} == table, name


def test_weights_given_as_usual_change_no_digit() -> None:
    same = {f"{score}.{part}": w for score, table in weights.USUAL.items() for part, w in table.items()}
    usual = profile(lively(), AS_OF, Settings()).values
    given = profile(lively(), AS_OF, Settings(weights=same)).values
    for name in usual.columns:
        assert usual[name].equals(given[name]), name


def test_a_weight_counts_and_parts_still_sum() -> None:
    own = Settings(weights={"affectief.nps": 20, "affectief.survey_affectief": 0, "trust.competentie": 2})
    found = profile(lively(), AS_OF, own)
    affective = found.scores["commitment"].components[0]
    plain = profile(lively(), AS_OF, Settings()).scores["commitment"].components[0]
    assert affective.value[0] > plain.value[0] + 10
    points = [p.points[0] for p in affective.indicators if p.points is not None]
    assert np.nansum(points) == pytest.approx(affective.value[0], abs=1e-9)


def test_a_score_of_which_everything_weighs_nothing_is_unknown() -> None:
    nothing = {f"commitment.{part}": 0.0 for part in weights.USUAL["commitment"]}
    found = profile(lively(), AS_OF, Settings(weights=nothing))
    assert np.isnan(found.values["commitment"]).all()


def test_points_of_a_contact_kind() -> None:
    usual = profile(lively(), AS_OF, Settings()).values["engagement"][0]
    found = profile(lively(), AS_OF, Settings(contact_points={"aanbeveling": 0})).values["engagement"][0]
    assert found < usual
    stars = {kind.code: kind.points for kind in kinds.in_force({"review": 1, "klacht": -2})}
    assert (stars["review_hoog"], stars["review_laag"], stars["klacht"]) == (1, 1, 0)


def test_a_percentile_is_a_border_of_the_run_and_of_one_customer_alone() -> None:
    frames = lively()
    settings = Settings(border_percentiles={"clv": 90, "exchange": 50})
    found = profile(frames, AS_OF, settings)
    clv = found.values["clv"]
    edge = borders.in_force(settings, found.context)
    assert edge.clv == pytest.approx(np.percentile(clv[clv > 0], 90))
    usual = borders.in_force(Settings(), found.context)
    assert usual.clv == pytest.approx(np.median(clv[clv > 0]))
    assert usual.exchange == 50 and edge.exchange != 50
    again = profile(frames, AS_OF, settings, found.context)
    assert again.values["set_waarde"].equals(found.values["set_waarde"])


def test_no_percentile_of_a_handful() -> None:
    base = Base()
    base.order(base.add(), 3)
    settings = Settings(border_percentiles={"clv": 50, "bond": 50})
    edge = borders.in_force(settings, profile(base.frames(), AS_OF, settings).context)
    assert edge.clv is None and edge.bond == 50


def standing() -> Standing:
    number = np.array([10.0, 20.0, 30.0, np.nan])
    kind = np.array(["occasioneel"] * 3 + ["gedwongen"], dtype=object)
    cells = np.array(["vrek", "stille_genieter", "stille_genieter", "nvt"], dtype=object)
    return Standing(kind, number, number * 0, number, number, cells)


def test_who_moves_when_a_border_is_dragged() -> None:
    now = Borders(15.0, 5.0, 50, 50)
    found = borders.moves(standing(), "waarde", now, borders.with_border(now, "clv", 25.0))
    assert found.steps == (("stille_genieter", "vrek", 1),) and found.customers == 1
    assert found.after == {"nvt": 1, "stille_genieter": 1, "vrek": 2}
    assert borders.moves(standing(), "waarde", now, now).customers == 0
    warm = borders.moves(standing(), "engagement", now, replace(now, exchange=15, bond=100))
    assert warm.steps == (("transactioneel", "loyaal", 2),)


def test_settings_of_a_border_in_each_way() -> None:
    number = borders.settings_with(Settings(), "clv", "number", 700.0)
    assert number.border_clv == 700
    share = borders.settings_with(number, "clv", "percentile", 80)
    assert share.border_percentiles == {"clv": 80} and share.border_clv is None
    assert borders.settings_with(share, "clv", "own", None) == Settings()
    assert borders.settings_with(Settings(), "bond", "number", 60).border_bond == 60
