"""Which columns of the customers a profile reads: the others stay in the base, where they cost nothing.

A test holds that the profile of a base is the same, to the last digit, when everything is read.
"""

from typing import Final

CUSTOMER_COLUMNS: Final = frozenset(
    {
        # what customers say and are
        *("verplicht", "klant_sinds", "nps", "nps_datum", "lid", "almost_oorzaak"),
        *("tevredenheid", "tevredenheid_datum", "tevredenheid_schaal"),
        # what they allow; a later date takes it out of the peildatum's view
        *("bezwaar_profilering", "bezwaar_direct_marketing", "bezwaar_direct_marketing_datum"),
        *("toestemming_email", "toestemming_telefoon", "toestemming_sms", "toestemming_post"),
        *("toestemming_email_datum", "toestemming_telefoon_datum", "toestemming_sms_datum"),
        "toestemming_post_datum",
        # totals where there is no order list
        *("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop"),
        # who brought whom
        *("aangebracht_door", "klantnummer", "email", "voornaam", "tussenvoegsel", "achternaam"),
        "bedrijfsnaam",
    }
)
