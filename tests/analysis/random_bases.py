"""Random small bases for the properties: all that a sheet can say, and much that it can leave empty."""

from hypothesis import strategies as st

from analysis.kinds import load
from core.fields import ORDER_STATUS
from tests.analysis.build import Base, ago, background

KINDS = [kind.code for kind in load()][:-2]
DIMENSIONS = ("affectief", "normatief", "calculatief", "competentie", "tevredenheid", "engagement_affectie")
ages = st.integers(min_value=-20, max_value=1900)


def maybe(values: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """A value or an empty cell."""
    return st.none() | values


flags = maybe(st.sampled_from([0.0, 1.0]))


@st.composite
def customers(draw: st.DrawFn, base: Base) -> int:
    """A customer with a few of everything, added to the base."""
    who = base.add(
        nps=draw(maybe(st.integers(0, 10).map(float))),
        nps_datum=draw(maybe(ages.map(ago))),
        tevredenheid=draw(maybe(st.integers(1, 10).map(float))),
        tevredenheid_schaal="1-10",
        lid=draw(flags),
        verplicht=draw(st.sampled_from([None, None, None, 0.0, 1.0])),
        klant_sinds=draw(maybe(ages.map(ago))),
        bezwaar_direct_marketing=draw(flags),
        bezwaar_profilering=draw(st.sampled_from([None, None, None, None, 1.0])),
        hand_satisfaction=draw(st.sampled_from([None, None, None, 77.0])),
    )
    for age in draw(st.lists(ages, max_size=4)):
        status = draw(st.sampled_from([None, *ORDER_STATUS]))
        base.order(who, age, draw(st.sampled_from([0.0, 10.0, 99.5, -20.0])), status=status)
    for age in draw(st.lists(ages, max_size=2)):
        base.contract(
            who,
            start=draw(st.sampled_from([None, ago(age)])),
            einde=draw(maybe(ages.map(lambda a: ago(a - 600)))),
            minimumduur_tot=draw(maybe(ages.map(lambda a: ago(a - 600)))),
            opzegtermijn=draw(maybe(st.sampled_from([0.0, 1.0, 2.5]))),
            opzegkosten=draw(maybe(st.sampled_from([0.0, 100.0]))),
            automatisch_verlengd=draw(flags),
            opgezegd_op=draw(maybe(ages.map(ago))),
            opgezegd_per=draw(maybe(ages.map(ago))),
            bedrag_per_maand=draw(maybe(st.sampled_from([0.0, 25.0]))),
        )
    for age in draw(st.lists(ages, max_size=5)):
        base.contact(
            who,
            draw(st.sampled_from([*KINDS, "iets anders"])),
            age,
            richting=draw(st.sampled_from([None, "in", "uit"])),
            aantal=draw(maybe(st.sampled_from([0.0, 1.0, 3.0]))),
            waardering=draw(maybe(st.integers(1, 5).map(float))),
            opgelost=draw(flags),
        )
    for dimension in draw(st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True)):
        base.answer(who, dimension, float(draw(st.integers(1, 5))), draw(st.none() | ages))
    return who


@st.composite
def bases(draw: st.DrawFn, most: int = 4) -> Base:
    """A base of up to `most` random customers, with or without a background in which all is imported."""
    base = Base()
    if draw(st.booleans()):
        background(base)
    for _ in range(draw(st.integers(0 if base.customers else 1, most))):
        draw(customers(base))
    return base


@st.composite
def full_bases(draw: st.DrawFn) -> Base:
    """A base in which every kind of sheet and contact is imported, with one to three random customers."""
    base = Base()
    background(base)
    for kind in KINDS:
        base.contact(0, kind, 25, waardering=5.0)
    base.contact(0, "review", 25, waardering=1.0)
    for dimension in DIMENSIONS:
        base.answer(0, dimension, 3.0, 10)
    for _ in range(draw(st.integers(1, 3))):
        draw(customers(base))
    return base
