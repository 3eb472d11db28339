"""The page Nakijken without a window: groups, choices and the sentence of a merge, days of review."""

from datetime import date
from typing import Any

import pytest

from actions.merging import Comparison, FieldCompared, Side, Value
from gui.review import comparing, parts, reading, words
from gui.review.comparing import TOGETHER, Choice


def side(number: int, **held: Any) -> Side:
    counts = {"orders": 0, "contracts": 0, "contacts": 0, "answers": 0, "merged": 0, **held}
    return Side(number, str(number), f"Klant {number}", revenue=None, **counts)


def line(field: str, *values: Any, proposed: int = 1, **more: Any) -> FieldCompared:
    cells = tuple(Value(at, value, "file") for at, value in enumerate(values, 1))
    known = {"together": None, "pickable": True, **more}
    return FieldCompared(field, field.title(), cells, len(set(values)) > 1, proposed, **known)


def choice(*lines: FieldCompared, **held: Any) -> Choice:
    sides = (side(1), side(2, **held), side(3))
    return Choice(Comparison(sides, lines, 1, "", ()), 1)


def test_groups_of_three_or_more_are_found_through_others() -> None:
    found = reading.groups([(1, 2), (2, 3), (8, 9), (4, 3)])
    assert found[1] == found[4] == (1, 2, 3, 4) and 8 not in found
    assert reading.groups([]) == {}


def test_an_address_goes_together_and_a_no_stays() -> None:
    street = line("straat", "A", "B", "C", group="straat")
    town = line("plaats", "X", "Y", None, group="straat")
    consent = line("toestemming_email", True, False, None, proposed=2, fixed=True)
    made = choice(street, town, consent)
    made.pick(town, 2)
    assert made.winner(street) == 2 and made.result(town) == "Y"
    made.pick(consent, 1)
    assert made.result(consent) is False
    assert made.every_pick() == {"straat": 2, "plaats": 2, "toestemming_email": 2}


def test_who_is_left_out_gives_nothing_and_two_always_stay() -> None:
    name = line("naam", None, "B", "C", proposed=2)
    made = choice(name)
    made.toggle(2)
    assert made.winner(name) == 3 and made.others() == [3]
    made.toggle(3)
    assert made.others() == [3]
    made.toggle(2)
    made.stay(3)
    made.toggle(3)
    assert made.survivor != 3 and 3 not in made.others()


def test_notes_can_be_taken_together() -> None:
    notes = line("notities", "een", "twee", None, proposed=TOGETHER, together="een\ntwee")
    made = choice(notes)
    assert made.result(notes) == "een\ntwee" and made.every_pick() == {"notities": TOGETHER}
    made.pick(notes, 2)
    assert made.result(notes) == "twee"
    made.pick(notes, TOGETHER)
    assert made.result(notes) == "een\ntwee"


def test_the_sentence_says_what_comes_and_what_changes() -> None:
    made = choice(line("plaats", "X", "Y", None, proposed=2), orders=12, contracts=1)
    made.toggle(3)
    assert made.sentence() == (
        "12 bestelregels en 1 contract van Klant 2 · 2 komen bij Klant 1 · 1 te staan. "
        "Daar verandert 1 waarde: Plaats. "
        "Klant 3 · 3 blijft apart en wordt niet meer voorgesteld. Splitsen kan altijd."
    )
    assert choice().sentence().startswith("Klant 2 · 2 en Klant 3 · 3 gaan op in Klant 1 · 1.")
    many = choice(*(line(f"veld{n}", "a", "b", None, proposed=2) for n in range(6)))
    assert many.sentence().count("nog 2") == 1 and comparing.TOGETHER == 0


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-11-30", 3, "2027-02-28"), ("2026-01-31", 12, "2027-01-31"), ("2026-12-15", 24, "2028-12-15")],
)
def test_months_later(day: str, months: int, then: str) -> None:
    assert parts.months_later(date.fromisoformat(day), months).isoformat() == then


def test_words() -> None:
    assert words.value_text("toestemming_email", 0) == "nee" and words.value_text("plaats", None) == "leeg"
    assert words.value_text("relatievorm", "langdurig") == "langdurig"
    assert words.value_text("commitment", 71.0) == "71" and words.value_text("clv", 4812.4) == "€\xa04.812"
    assert words.level_text("mogelijk") == "●○○ mogelijk"
    assert words.listed(["a", "b", "c"]) == "a, b en c" and words.counted(0, 0, 0, 0) == ""
    assert words.review_lines(reading.Waiting()) == []
    assert [tab for tab, _ in words.review_lines(reading.Waiting(1, 1, 1))] == ["doubles", "conflicts", "due"]
