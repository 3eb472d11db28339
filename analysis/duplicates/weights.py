"""How much every comparison says: three rivals for a pair, and the odds of every outcome under each.

A pair is one person (`same`), two people who belong together (`together`: a household, or colleagues of one
company), or two strangers (`strangers`). Fellegi and Sunter (1969) weigh two rivals; the third is there
because in customer bases the mistake to fear is a father for his son, not one stranger for another.

    P(same | pair) = p_same · Π same / (p_same · Π same + p_together · Π together + p_strangers · Π strangers)

Odds are (same, together, strangers), given that both customers have the field; what one of them lacks counts
for nothing. They are estimates from general knowledge of Dutch customer files, not fitted: mobile numbers and
e-mail addresses change every few years, a seventh moves house in two years, one in a few hundred shares a
birthday with a housemate (twins), one in a hundred the first name, a fifth an initial. Names under
`strangers` take the share of the name itself (`names.shares`).
"""

from typing import Final

Odds = tuple[float, float, float]

#: how often each rival is true per customer, in a base of 100,000 whatever its own size: so that a customer
#: more or less changes nobody else's pair
PERSONS: Final[Odds] = (0.1, 0.35, 1e5)
COMPANIES: Final[Odds] = (0.1, 0.3, 1e5)

#: replaced by the share of the name
BY_NAME: Final = -1.0

FIRST: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "first_equal": (0.80, 0.008, BY_NAME),
    "first_nickname": (0.08, 0.012, 0.003),
    "first_similar": (0.07, 0.005, 0.002),
    # another name that people have too (Tim and Tom), or two short forms of one name (Jan and Hans)
    "first_near": (0.01, 0.03, 0.006),
    "initials_equal": (0.85, 0.02, 0.008),
    "initial_equal": (0.97, 0.18, 0.09),
    "initial_fits": (0.97, 0.18, 0.09),
    "initial_differs": (0.03, 0.80, 0.91),
    "first_differs": (0.002, 0.96, 0.98),
}
LAST: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "last_equal": (0.86, 0.60, BY_NAME),
    "last_similar": (0.06, 0.01, BY_NAME),
    "last_near": (0.01, 0.004, 0.003),
    "last_part": (0.04, 0.05, 0.001),
    "names_swapped": (0.01, 0.0005, 0.0000002),
    "last_differs": (0.02, 0.34, 0.99),
}
GENDER: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "gender_equal": (0.97, 0.50, 0.50),
    "gender_differs": (0.03, 0.50, 0.50),
}
BIRTH: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "birth_equal": (0.93, 0.012, 0.00006),
    # the first of January is what many write for "some day in that year"
    "birth_new_year": (0.93, 0.02, 0.003),
    "birth_near": (0.05, 0.01, 0.003),
    "birth_differs": (0.02, 0.98, 0.997),
}
EMAIL: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "email_equal": (0.60, 0.12, 0.000003),
    "email_shared": (0.60, 0.50, 0.0001),
    "email_provider": (0.06, 0.004, 0.00003),
    # nothing but their names before the @: two people of one name easily have that
    "email_named": (0.06, 0.02, 0.02),
    "email_similar": (0.06, 0.004, 0.00001),
    "email_domain": (0.22, 0.87, 1.0),
    "email_differs": (0.22, 0.87, 1.0),
}
MOBILE: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "mobile_equal": (0.70, 0.06, 0.000002),
    "mobile_similar": (0.04, 0.002, 0.00002),
    "phone_shared": (0.60, 0.60, 0.001),
    "mobile_differs": (0.26, 0.94, 1.0),
}
LANDLINE: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    # a number that somebody gave up is given out again
    "landline_equal": (0.70, 0.75, 0.00003),
    "phone_shared": (0.60, 0.60, 0.001),
    "landline_differs": (0.30, 0.25, 1.0),
}
ADDRESS: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "address_equal": (0.68, 0.88, 0.00002),
    "addition_unknown": (0.05, 0.04, 0.00003),
    "addition_differs": (0.01, 0.01, 0.00006),
    # families like to live in one street, and so do common names
    "number_differs": (0.03, 0.02, 0.0003),
    "postcode_equal": (0.60, 0.80, 0.0003),
    "town_equal": (0.12, 0.04, 0.30),
    "town_differs": (0.11, 0.03, 0.70),
}
# of companies ------------------------------------------------------------------------------------------
COMPANY: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    "company_equal": (0.82, 0.94, 0.00005),
    "company_similar": (0.10, 0.03, 0.0001),
    "company_part": (0.06, 0.05, 0.001),
    "company_differs": (0.02, 0.02, 1.0),
}
KVK: Final[dict[str, Odds]] = {
    "unknown": (1, 1, 1),
    # a number is given once: strangers share one only where it was typed wrong
    "kvk_equal": (0.93, 0.80, 0.00000001),
    "kvk_similar": (0.04, 0.001, 0.000002),
    "kvk_differs": (0.03, 0.20, 1.0),
}
COMPANY_EMAIL: Final[dict[str, Odds]] = {
    **EMAIL,
    "email_equal": (0.50, 0.05, 0.000003),
    "email_shared": (0.55, 0.40, 0.00002),
    "email_provider": (0.05, 0.05, 0.00003),
    "email_domain": (0.20, 0.60, 0.0001),
    "email_differs": (0.25, 0.35, 1.0),
}
#: the person behind a company's row; where no two different people are known, colleagues are unlikely
BEHIND: Final[dict[str, Odds]] = {
    "unknown": (1, 0.01, 1),
    "person_equal": (0.70, 0.01, 0.001),
    "person_fits": (0.20, 0.05, 0.01),
    "person_differs": (0.02, 0.95, 0.99),
}

#: the odds of `same` at which a pair is called so; the last is where proposals end
LEVELS: Final = (("zeker", 0.96), ("waarschijnlijk", 0.55), ("mogelijk", 0.08))
HOUSEHOLD: Final = "huishouden"
#: who shares an address with more customers than this lives in a block of flats or a home, not in a household
HOUSEHOLD_OF: Final = 8
