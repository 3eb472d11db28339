"""`analysis.duplicates.names`, `people` and `strings`: what is made comparable, and how."""

import numpy as np
import pytest

from analysis.duplicates import names, people, strings
from analysis.duplicates.names import Given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan", Given("jan", "j")),
        ("Jan Willem", Given("jan", "jw")),
        ("Anne-Marie", Given("annemarie", "am")),
        ("J.P.", Given("", "jp")),
        ("J P", Given("", "jp")),
        ("JP", Given("jp", "j")),
        ("Zoë", Given("zoe", "z")),
        ("Jan van der", Given("jan", "j")),
        ("", Given()),
    ],
)
def test_first_names_and_initials_are_told_apart(text: str, expected: Given) -> None:
    if text == "JP":
        expected = Given("", "jp")  # two capitals without a vowel are initials
    found = names.given(text)
    assert (found.first, found.letters[:1]) == (expected.first, expected.letters[:1])


@pytest.mark.parametrize(
    "text", ["van der Berg", "Van der Berg", "Vanderberg", "vd Berg", "Berg, van der", "van den Berg", "Berg"]
)
def test_a_tussenvoegsel_loose_glued_swapped_or_left_out_leaves_one_core(text: str) -> None:
    assert names.last(text).parts == ("berg",)


def test_devries_in_one_word_is_de_vries() -> None:
    assert names.last("DeVries").joined == names.last("de Vries").joined
    assert names.last("Dekker").parts == ("dekker",)


@pytest.mark.parametrize(
    "text", ["Jansen-de Vries", "Jansen - de Vries", "jansen/de vries", "Jansen de Vries"]
)
def test_a_maiden_name_is_a_second_part(text: str) -> None:
    assert names.last(text).parts == ("jansen", "vries")


def test_accents_make_no_difference() -> None:
    assert names.fold("Øztürk  Çelik-Łuç") == "ozturk celik-luc"


def test_a_whole_name_in_one_cell() -> None:
    first, last = names.person("dhr. J. van der Berg")
    assert (first.letters, last.parts) == ("j", ("berg",))
    first, last = names.person("Berg, Jan van der")
    assert (first.first, last.parts) == ("jan", ("berg",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen & Zn. B.V.", "Jansen en Zn BV"),
        ("Bakkerij Smit", "Smit Bakkerij"),
        ("Café De Kroon", "cafe de kroon"),
        ("Vos Holding B.V.", "Vos"),
    ],
)
def test_two_writings_of_a_company_are_one(one: str, other: str) -> None:
    assert names.company(one) == names.company(other)


def test_a_short_form_stands_for_its_full_names() -> None:
    assert "cornelis" in names.may_be("kees")
    assert {"wilhelmina", "willem"} <= names.may_be("wil")
    assert names.may_be("saskia") == {"saskia"}


def test_what_sounds_the_same_has_one_key() -> None:
    assert names.sound("meijer") == names.sound("meyer")
    assert names.skeleton("janssen") == names.skeleton("jansen")
    assert names.sound("sofie") == names.sound("sophie")


def test_the_lists_of_names_are_in_one_spelling() -> None:
    for short, full in names.full_forms().items():
        assert short == names.fold(short) and all(name == names.fold(name) for name in full)
        assert short not in full
    assert all(0 < share < 0.05 for share in names.shares().values())


def test_codes_are_in_order_of_first_appearance_and_the_unknown_is_minus_one() -> None:
    column = people.intern(["b", None, "a", "", "b"])
    assert column.codes.tolist() == [0, -1, 1, -1, 0]
    assert column.counts().tolist() == [2, 0, 1, 0, 2]


def test_telephone_numbers_meet_in_either_column_and_spelling() -> None:
    found = people.read([1, 2], {"telefoon": ["+31612345678", None], "mobiel": [None, "0612345678"]})
    assert found.phones[0].codes[0] == found.phones[1].codes[1] >= 0


def test_an_address_in_pieces_or_in_one_is_the_same() -> None:
    found = people.read([1, 2], {"huisnummer": ["12a", "12"], "toevoeging": [None, "A"]})
    assert found.number.codes[0] == found.number.codes[1]
    assert found.addition.codes[0] == found.addition.codes[1]


def test_a_swap_of_neighbours_is_one_typing_error() -> None:
    assert strings.distance(["jansen", "vos"], ["jasnen", "bakker"], 2).tolist() == [1, 3]
    assert strings.distance([], [], 2).tolist() == []


def test_a_function_of_values_is_asked_once_a_different_pair() -> None:
    asked: list[tuple[list[int], list[int]]] = []

    def apart(low: list[int], high: list[int]) -> "np.typing.NDArray[np.int8]":
        asked.append((low, high))
        return np.ones(len(low), dtype=np.int8)

    x, y = np.array([0, 1, 0, 2], np.int32), np.array([1, 0, 0, 1], np.int32)
    out = strings.on_values(x, y, x != y, apart)
    assert out.tolist() == [1, 1, 0, 1]
    assert asked == [([0, 1], [1, 2])]
