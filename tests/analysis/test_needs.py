"""A profile from the columns it needs is the profile; the mathematics is there when the facts are."""

import sys
from dataclasses import replace

import hypothesis
import pandas as pd

from analysis.ahead import mathematics
from analysis.needs import CUSTOMER_COLUMNS
from analysis.profile import profile
from core.fields import CUSTOMERS, columns
from core.settings import Settings
from tests.analysis.build import AS_OF, Base
from tests.analysis.random_bases import full_bases


@hypothesis.given(full_bases())
@hypothesis.settings(max_examples=20, deadline=None)
def test_the_other_columns_change_nothing(base: Base) -> None:
    known = {field.name for field in columns(CUSTOMERS)} | {"tevredenheid_schaal"}
    assert known >= CUSTOMER_COLUMNS
    frames = base.frames()
    people = frames.customers.assign(plaats="Ede", geboortedatum=1.0, notities="x", voorletters="A.")
    kept = [c for c in people if c in CUSTOMER_COLUMNS or c == "id" or str(c).startswith("hand_")]
    found = [profile(replace(frames, customers=each), AS_OF, Settings()) for each in (people, people[kept])]
    pd.testing.assert_frame_equal(found[0].values, found[1].values, check_exact=True)
    assert found[0].context == found[1].context


def test_inside_the_mathematics_is_loaded() -> None:
    with mathematics():
        pass
    assert {"scipy.special", "scipy.optimize"} <= set(sys.modules)
