"""The rows of the sheets behind each indicator."""

import pytest

from analysis.sources import sources
from tests.analysis.build import AS_OF, Base, ago, iso_ago


@pytest.fixture
def base() -> Base:
    made = Base()
    made.add(nps=1.0)
    who = made.add(nps=9.0, nps_datum=ago(5), lid=1.0, klant_sinds=ago(100), verplicht=0.0)
    for customer in (0, who):
        made.order(customer, 10, status="retour")
        made.order(customer, -10)
        made.contract(customer, einde=ago(-10), opzegtermijn=1.0)
        for kind in ("compliment", "klacht", "aanbeveling", "email_geopend", "iets"):
            made.contact(customer, kind, 3)
        made.contact(customer, "review", 3, waardering=5.0)
        made.contact(customer, "review", 3, waardering=1.0)
        made.answer(customer, "affectief", 2.0, 500)
        made.answer(customer, "affectief", 4.0, 5)
        made.answer(customer, "normatief", 4.0, None)
    return made


@pytest.mark.parametrize(
    ("indicator", "rows"),
    [
        ("nps", 1), ("member", 1), ("tenure", 3), ("recency", 2), ("returns", 1), ("remaining_months", 1),
        ("compliments", 2), ("complaints", 1), ("reciprocity", 2), ("review_mean", 2), ("kind_review", 2),
        ("kind_review_laag", 1), ("contact_index", 5), ("survey_affectief", 1), ("survey_normatief", 1),
        ("survey_integriteit", 0), ("affectief", 0), ("no_alternative", 1),
    ],
)  # fmt: skip
def test_the_rows_of_one_customer(base: Base, indicator: str, rows: int) -> None:
    assert len(sources(base.frames(), AS_OF, 1, indicator)) == rows


def test_a_row_is_told_in_filled_cells(base: Base) -> None:
    (row,) = sources(base.frames(), AS_OF, 1, "survey_affectief")
    assert row["sheet"] == "survey"
    assert row["fields"]["waarde"] == 4
    assert row["fields"]["datum"] == iso_ago(5)
    (said,) = sources(base.frames(), AS_OF, 1, "nps")
    assert said == {"sheet": "customers", "fields": {"nps": 9.0, "nps_datum": iso_ago(5)}}
