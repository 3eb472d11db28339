"""Own segments as sentences: written and read back the same, and mistakes answered with what could be."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.own_segments import (
    ALL,
    ALONE,
    ANY,
    FIELDS,
    IN_DAYS,
    OPERATORS,
    OWN_PREFIX,
    Group,
    OwnSegment,
    Rule,
    from_json,
    to_json,
    wrong,
)
from core.segment_words import parse, segment_words, why
from core.text import set_language


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    set_language("nl")
    yield
    set_language("nl")


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    found = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    operator = draw(st.sampled_from(OPERATORS[found.kind]))
    if operator in ALONE:
        return Rule(found.code, operator)
    if found.kind == "choice":
        return Rule(found.code, operator, draw(st.sampled_from(found.choices)))
    if found.kind == "number" or operator in IN_DAYS:
        return Rule(found.code, operator, float(draw(st.integers(0, 999))))
    if found.kind == "date":
        return Rule(found.code, operator, draw(st.dates()).isoformat())
    return Rule(found.code, operator, draw(st.sampled_from(["Ede", "Bergen en Dal", "nu of nooit", "a (b)"])))


GROUPS = st.builds(Group, st.sampled_from([ALL, ANY]), st.lists(rules(), min_size=1, max_size=3).map(tuple))


def meaning(segment: OwnSegment) -> object:
    """What a segment asks, whatever way it is bracketed: a group of one rule has no "all" or "any"."""
    groups = tuple((ALL if len(group.rules) == 1 else group.match, group.rules) for group in segment.groups)
    if len(groups) == 1:
        return groups
    if all(len(found) == 1 for _match, found in groups):
        return ((segment.match, tuple(found[0] for _match, found in groups)),)
    return segment.match, groups


@settings(max_examples=150, deadline=None)
@example("all", [Group("all", (Rule("rfm", "is", "niet_verliezen"),))], "nl")
@example("all", [Group("all", (Rule("participatie", "is", "geen"),))], "en")
@given(st.sampled_from([ALL, ANY]), st.lists(GROUPS, min_size=1, max_size=3), st.sampled_from(["nl", "en"]))
def test_a_segment_is_read_back_from_its_own_sentence(match: str, groups: list[Group], tongue: str) -> None:
    set_language(tongue)
    segment = OwnSegment(match, tuple(groups))
    assert wrong(segment) is None
    assert meaning(parse(segment_words(segment))) == meaning(segment), segment_words(segment)
    assert from_json(to_json(segment)) == segment


def test_the_sentence_of_the_manual() -> None:
    said = "relatievorm is langdurig en uiterste opzegdatum binnen 60 dagen en tevredenheid onder 50"
    found = parse(said)
    assert found == OwnSegment(
        ALL,
        (
            Group(
                ALL,
                (
                    Rule("relatievorm", "is", "langdurig"),
                    Rule("opzegdatum", "within", 60.0),
                    Rule("satisfaction", "below", 50.0),
                ),
            ),
        ),
    )
    assert segment_words(found) == said.replace(" en ", " EN ")


def test_and_binds_before_or_and_parentheses_turn_it_round() -> None:
    loose = parse("nps minstens 9 of tevredenheid boven 80 en lid is ja")
    assert loose.match == ANY and [len(group.rules) for group in loose.groups] == [1, 2]
    tight = parse("(nps minstens 9 of tevredenheid boven 80) en lid is ja")
    assert tight.match == ALL and [group.match for group in tight.groups] == [ANY, ALL]


def test_a_field_of_the_users_own_and_one_with_of_in_its_name() -> None:
    assert parse('veld “Mijn veld” bevat "a en b"').groups[0].rules == (
        Rule(OWN_PREFIX + "Mijn veld", "contains", "a en b"),
    )
    assert parse("lid of ambassadeur is ja of particulier of zakelijk is zakelijk").groups[0] == Group(
        ANY, (Rule("lid", "yes"), Rule("soort", "is", "zakelijk"))
    )


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", "tevredenheid onder 50"),
        ("tevreden onder 50", "tevredenheid"),
        ("nps is 9", "minstens"),
        ("nps minstens veel", "geen getal"),
        ("relatievorm is vast", "langdurig"),
        ("klant sinds vóór 31-02-2020", "geen datum"),
        ("(nps minstens 9", "haakje"),
        ("nps minstens 9)", "haakje"),
        ("((nps minstens 9))", "Haakjes"),
        ("(nps minstens 9 of lid is ja en nps onder 3) en lid is ja", "EN of OF"),
    ],
)
def test_a_mistake_is_answered_with_what_could_be(said: str, answer: str) -> None:
    with pytest.raises(InputError, match=answer):
        parse(said)


def test_what_cannot_be_is_found() -> None:
    for rule in (
        Rule("bestaat_niet", "is", "x"),
        Rule("nps", "contains", "9"),
        Rule("nps", "below", "veel"),
        Rule("relatievorm", "is", "vast"),
        Rule("klant_sinds", "before", "ooit"),
        Rule("plaats", "is", " "),
    ):
        assert wrong(OwnSegment(ALL, (Group(ALL, (rule,)),))) == rule


def test_why_names_the_customers_own_values() -> None:
    segment = parse("tevredenheid onder 50 en relatievorm is langdurig")
    held = [(segment.groups[0].rules[0], 23.4), (segment.groups[0].rules[1], "langdurig")]
    assert why(segment, 7, held) == ["Tevredenheid onder 50 (hier: 23,4).", "Relatievorm is langdurig."]
    assert why(OwnSegment(added=(7,)), 7, []) == ["Met de hand toegevoegd."]
