"""Which columns the advice reads: the others stay in the base, which makes advising twice as fast.

A test holds that the advice is the same, to the last digit, when everything is read.
"""

from typing import Final

from core.cells import SCORES, SETS

#: of the customers
CUSTOMER_COLUMNS: Final = frozenset(
    {
        *("email", "telefoon", "mobiel", "straat", "huisnummer", "postcode"),
        *("soort", "almost_oorzaak", "voorkeurskanaal", "verplicht", "klant_sinds"),
        *("toestemming_email", "toestemming_telefoon", "toestemming_sms", "toestemming_post"),
        *("toestemming_email_datum", "toestemming_telefoon_datum", "toestemming_sms_datum"),
        *("toestemming_post_datum", "bezwaar_direct_marketing", "bezwaar_direct_marketing_datum"),
        *("bezwaar_profilering", "aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop"),
    }
)
#: of the profiles, beside the id
PROFILE_COLUMNS: Final = frozenset(
    {
        *SCORES,
        *(f"set_{name}" for name in SETS),
        *("relatievorm", "almost_type", "binding", "opzegdatum", "next_purchase"),
        *("clv", "crv", "p_active", "purchase_days", "revenue"),
    }
)
