"""Whose row is it? klantnummer, then e-mail, then name + postcode + house number (domain §1).

The keys are the *facts'*: a customer whose number was changed by hand is still found by the number that the
file has, and only then by the hand's. A merged customer is found under its own number and keeps its own facts
and orders (so that splitting loses nothing); where a key fits several that are merged, it is their survivor.
Deleted customers answer DELETED, those who were erased for ever ERASED.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from models.erasure import Erased

#: what `Keys.find` answers besides an id
AMBIGUOUS: Final = 0
DELETED: Final = -1
ERASED: Final = -2
#: what a row is rejected for whose customer is none of the base's
UNCLEAR: Final = {
    AMBIGUOUS: "ambiguous_customer",
    DELETED: "deleted_customer",
    ERASED: "erased_customer",
}
#: from where on two first names (or company names) are one, misspelled
ALIKE: Final = 0.8
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
Place = tuple[str, str, str]


class Who(NamedTuple):
    """The key fields of one row. `naam` is a name in one piece, where the sheet has only that."""

    klantnummer: str | None = None
    email: str | None = None
    voornaam: str | None = None
    voorletters: str | None = None
    tussenvoegsel: str | None = None
    achternaam: str | None = None
    bedrijfsnaam: str | None = None
    postcode: str | None = None
    huisnummer: str | None = None
    naam: str | None = None

    @property
    def first(self) -> str:
        """First name or initials, to compare."""
        return plain(self.voornaam or self.voorletters)

    @property
    def whole(self) -> str:
        """First name or initials, prefix and last name, to compare."""
        return plain(
            f"{self.voornaam or self.voorletters or ''}{self.tussenvoegsel or ''}{self.achternaam or ''}"
        )

    @property
    def place(self) -> Place | None:
        """Name, postcode and house number to match on, or None where one is missing."""
        if not (self.postcode and self.huisnummer):
            return None
        place = (
            plain(self.bedrijfsnaam) or self.whole or plain(self.naam),
            plain(self.postcode),
            plain(self.huisnummer),
        )
        return place if all(place) else None

    @property
    def has_key(self) -> bool:
        """Can this row be found again?"""
        return bool(self.klantnummer or self.email or self.place)


#: the key fields that are columns of a customer
KEY_FIELDS: Final = Who._fields[:-1]


def plain(text: str | None) -> str:
    """Letters and figures only, without case."""
    return _NOT_LETTERS.sub("", text.casefold()) if text else ""


def same_person(one: Who, other: Who) -> bool:
    """May two rows with one e-mail address be one person? Not with another first name (a household)."""
    first, second = one.first, other.first
    if first and second:
        if first == second:
            return True
        if not (one.voornaam and other.voornaam) or len(first) == 1 or len(second) == 1:
            return first[0] == second[0]
        return SequenceMatcher(None, first, second).ratio() >= ALIKE
    company, other_company = plain(one.bedrijfsnaam), plain(other.bedrijfsnaam)
    if company and other_company and company != other_company:
        return SequenceMatcher(None, company, other_company).ratio() >= ALIKE
    return True


class Keys:
    """Every key of the base, looked up in memory; grows with the customers that an import makes."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        #: klantnummer → id, AMBIGUOUS where several have it, DELETED where only a deleted one has
        self.numbers: dict[str, int] = {}
        #: whom the last ambiguous row fits
        self._unclear: list[int] = []
        #: customers without a number: the only ones that a row with a new number can be
        self.numberless: set[int] = set()
        self._emails: dict[str, list[int]] = {}
        #: deleted customers: they are found, so that a file does not bring them back
        self._gone: set[int] = set()
        #: what is remembered of who was erased
        self.erased = Erased(connection.execute("SELECT salt, mark, at FROM erasures").fetchall())
        self._places: dict[Place, list[int]] | None = None
        self._who: dict[int, Who] = {}
        self._named: dict[str, int] | None = None
        #: what rows of this sheet said of their customers, and whose e-mail it gave
        self._said: list[tuple[int, Who]] = []
        self._addressed: set[int] = set()
        #: merged customer → survivor
        self.survivors: dict[int, int] = dict(
            connection.execute(
                "SELECT id, merged_into FROM customers WHERE merged_into IS NOT NULL"
            ).fetchall()
        )
        self._next = _next_id(connection)
        self._load()

    def next_id(self) -> int:
        """An id for a new customer: never one that was used before."""
        self._next += 1
        return self._next - 1

    def made_all(self, numbers: Sequence[str], emails: Sequence[str | None]) -> range:
        """Rows of which none is known and each has another number: gives their new ids."""
        ids = range(self._next, self._next + len(numbers))
        self._next = ids.stop
        self.numbers.update(zip(numbers, ids, strict=True))
        for customer, email in zip(ids, emails, strict=True):
            if email:
                self._emails.setdefault(email.lower(), []).append(customer)
                self._addressed.add(customer)
        return ids

    def _load(self) -> None:
        """Numbers and addresses: the facts' first, then those that a hand set and that are nobody's fact."""
        facts = {
            (customer, field): value
            for customer, field, value in self._connection.execute(
                "SELECT customer_id, field, file_value FROM hand_values "
                "WHERE field IN ('klantnummer', 'email')"
            )
        }
        by_hand: list[tuple[int, str | None, str | None]] = []
        gone = {
            number for (number,) in self._connection.execute("SELECT id FROM customers WHERE deleted = 1")
        }
        rows = self._connection.execute("SELECT id, merged_into, deleted, klantnummer, email FROM customers")
        for customer, merged, deleted, in_force, address in rows:
            number, email = in_force, address
            if facts:
                number = facts.get((customer, "klantnummer"), number)
                email = facts.get((customer, "email"), email)
                if (number, email) != (in_force, address) and not deleted:
                    by_hand.append((customer, in_force, address))
            if deleted or merged in gone:
                self._gone.add(customer)
                self._add(customer, None, email)
                if number:
                    self.numbers.setdefault(number, DELETED)
                continue
            self._add(customer, number, email)
            if not number:
                self.numberless.add(customer)
        for customer, number, email in by_hand:
            if number:
                self.numbers.setdefault(number, customer)
            if email:
                self._emails.setdefault(email.lower(), [customer])

    def _add(self, customer: int, number: str | None, email: str | None) -> None:
        if number:
            known = self.numbers.get(number, DELETED)
            if known in (DELETED, customer):
                self.numbers[number] = customer
            else:
                self.numbers[number] = self._survivor([known, customer]) or AMBIGUOUS
        if email:
            holders = self._emails.setdefault(email.lower(), [])
            if customer not in holders:
                holders.append(customer)

    def made(self, customer: int, who: Who) -> None:
        """A customer that this import makes."""
        self._add(customer, who.klantnummer, who.email)
        if not who.klantnummer:
            self.numberless.add(customer)
        self._remember(customer, who)

    def matched(self, customer: int, who: Who) -> None:
        """A row of this sheet is a known customer: the keys that it adds find the customer from now on."""
        if who.klantnummer and customer in self.numberless:
            self._add(customer, who.klantnummer, None)
            self.numberless.discard(customer)
        if who.email:
            self._add(customer, None, who.email)
        self._remember(customer, who)

    def told(self, customers: Sequence[int | None], emails: Sequence[str | None]) -> None:
        """Rows found by their number: their e-mail finds them too from now on."""
        holders_of = self._emails.get
        for customer, email in zip(customers, emails, strict=True):
            if email and customer is not None and customer > 0:
                holders = holders_of(email.lower())
                if holders is None or customer not in holders:
                    self._add(customer, None, email)
                self._addressed.add(customer)

    def _remember(self, customer: int, who: Who) -> None:
        self._said.append((customer, who))
        if who.email:
            self._addressed.add(customer)
        if self._places is not None:
            self._place(customer, who)

    def find(self, who: Who, *, household: bool) -> int | None:
        """The customer's id; AMBIGUOUS, DELETED, ERASED, or None for a new one.

        `household`: a row with the e-mail of a known customer but another first name is somebody else (a
        customers sheet); without it such a row belongs to the one who has the address (an order).
        """
        if who.klantnummer:
            found = self.numbers.get(who.klantnummer)
            if found is not None:
                return found
        if self.erased and self.erased.person(who.klantnummer, who.email):
            return ERASED
        if who.klantnummer and not self.numberless:
            return None
        if who.email:
            found = self._by_email(who, household)
            if found is not None:
                return found
        place = who.place
        if place is None:
            return None
        if self._places is None:
            self._load_places()
        assert self._places is not None
        # two rows of one sheet with different e-mails are two customers: both would not fit in one
        others = [
            holder for holder in self._places.get(place, []) if not (who.email and holder in self._addressed)
        ]
        return self._one(who, others)

    def by_name(self, name: str) -> int | None:
        """The only customer of that whole name (a person's or a company's); None for none, and for several.

        Among those whom the base knows by name when it is first asked."""
        if self._named is None:
            if self._places is None:
                self._load_places()
            self._named = {}
            for customer, who in self._who.items():
                if customer in self._gone or customer in self.survivors:
                    continue
                for text in {who.whole, plain(who.bedrijfsnaam)} - {""}:
                    self._named[text] = customer if text not in self._named else AMBIGUOUS
        return self._named.get(plain(name)) or None

    def _by_email(self, who: Who, household: bool) -> int | None:
        holders = self._emails.get((who.email or "").lower(), [])
        if not holders:
            return None
        if household or len(holders) > 1:
            if self._places is None:
                self._load_places()
            known = {holder: self._who.get(holder) or Who() for holder in holders}
            alike = [holder for holder in holders if same_person(who, known[holder])]
            if len(alike) > 1 and who.first:
                alike = [holder for holder in alike if known[holder].first == who.first] or alike
            holders = alike if household or alike else holders
        return self._one(who, holders)

    def _one(self, who: Who, holders: list[int]) -> int | None:
        """The only one of the holders that the row can be: a row with a number never takes a numbered one,
        and one without rather takes who has none either."""
        live = [holder for holder in holders if holder not in self._gone]
        if holders and not live:
            return None if who.klantnummer else DELETED
        numberless = [holder for holder in live if holder in self.numberless]
        left = numberless if who.klantnummer else numberless or live
        if not left:
            return None
        self._unclear = left
        return left[0] if len(left) == 1 else self._survivor(left) or AMBIGUOUS

    def candidates(self, who: Who) -> list[int]:
        """The customers that an AMBIGUOUS row fits, those of one merge as their survivor."""
        if who.klantnummer and self.numbers.get(who.klantnummer) == AMBIGUOUS:
            found = self._connection.execute(
                "SELECT id FROM customers WHERE deleted = 0 AND klantnummer = ?", (who.klantnummer,)
            )
            self._unclear = [number for (number,) in found]
        return sorted({self.survivors.get(holder, holder) for holder in self._unclear})

    def _survivor(self, holders: list[int]) -> int | None:
        """The one that all holders were merged into, if they were."""
        found = {self.survivors.get(holder, holder) for holder in holders}
        return found.pop() if len(found) == 1 else None

    def _load_places(self) -> None:
        """Names and addresses, the facts' first: read only when a row needs them."""
        self._places = {}
        names = ", ".join(KEY_FIELDS)
        facts: dict[int, dict[str, Any]] = {}
        for customer, field, value in self._connection.execute(
            "SELECT customer_id, field, file_value FROM hand_values"
        ):
            if field in KEY_FIELDS:
                facts.setdefault(customer, {})[field] = value
        by_hand: list[tuple[int, Place]] = []
        for customer, *values in self._connection.execute(f"SELECT id, {names} FROM customers"):
            who = Who(*values)
            if customer in facts:
                if who.place is not None:
                    by_hand.append((customer, who.place))
                who = who._replace(**facts[customer])
            self._place(customer, who)
        for customer, place in by_hand:
            self._places.setdefault(place, [customer])
        for customer, who in self._said:
            self._place(customer, who)

    def _place(self, customer: int, who: Who) -> None:
        assert self._places is not None
        # the name that a customer had first in this sheet holds, however its rows are cut in chunks
        self._who.setdefault(customer, who)
        place = who.place
        if place is not None:
            holders = self._places.setdefault(place, [])
            if customer not in holders:
                holders.append(customer)


def _next_id(connection: Any) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'customers'").fetchone()
    highest = connection.execute("SELECT COALESCE(MAX(id), 0) FROM customers").fetchone()[0]
    return max(int(row[0]) if row else 0, int(highest)) + 1
