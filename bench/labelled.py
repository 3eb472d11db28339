"""A labelled set of invented Dutch customers, some of them twice: what the search for doubles is measured on.

    uv run python -m bench.duplicates [FIRST_SEED LAST_SEED]      measures it

Who there is. Households of one to five people in streets of some thirty towns: singles, couples (a sixth of
them with one mailbox for both), families with grown children at home. Names are drawn by how common they are
in the Netherlands (the common ones below; half of the last names are rare ones, put together from parts). A
tenth are companies with one to four contact persons. Fields are missing as in a real list: first name (only
initials) .15, e-mail .2, mobile .35, landline .6, date of birth .5, address .06, salutation .4.

What makes it hard (each pair of them is tagged, none of them is one person):
father_son   grown child at home with the parent's initial (a tenth: the same first name), landline shared
twins        children with one birthday and one initial
sisters      children with one initial
couple_mail  a couple with one mailbox
colleagues   contact persons of one company: one address and switchboard, half of them one info@
namesakes    one common full name in one street
landline     a number that was given up and given out again in the same town
branches     two companies of one name in two towns, each with its own KvK number

Who is there twice. A tenth of the people and companies; a tenth of those three times. The second record is
the first after one to four of these errors (.35, .35, .2, .1), drawn without repetition from those that
fit (swapped at .3, birth_typo at .5 of the chance of the others):
typo_last, typo_first   one key wrong: a letter left out, doubled, replaced by its neighbour, two swapped
initials                 only initials instead of the first name
nickname                 the short form for the full name or the other way round
prefix                   tussenvoegsel left out, in the last name, glued to it, or behind it
maiden                   'own-partner', 'partner-own' or the partner's name instead of the own one
swapped                  first and last name in each other's column
accents                  accents and umlauts lost (drawn only for names that have any)
moved                    another address in the same or another town; the landline goes
address_typo             another house number, the addition lost, a letter of the postcode, or no postcode
email_typo               one key wrong
email_provider           the same name at another provider
email_new, phone_new     another address, another mobile
email_gone, phone_gone, birth_gone   empty
phone_typo, birth_typo   a digit wrong; day and month swapped or a digit wrong
company_writing          B.V. / BV / none, '&' / 'en', words in another order
contact_gone             a company's record without the person

Errors of people who type are more alike than these: recall in a real base may be lower. Seeds 1-5 are for
developing; figures are of seeds 100-120.
"""

from dataclasses import dataclass, field
from datetime import date

from bench.labelled_errors import spoil
from bench.labelled_names import COMMON_LAST, TRADES
from bench.labelled_people import FIELDS, Drawn, Row, plain

__all__ = ["FIELDS", "Labelled", "labelled"]


@dataclass
class Labelled:
    """Rows with the truth: `who` is the person or company of each row, `errors` what was done to a double.

    `lookalikes`: two people (as in `who`) → the tag of why they resemble each other without being one.
    """

    rows: list[Row] = field(default_factory=list)
    who: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    errors: list[tuple[str, ...]] = field(default_factory=list)
    lookalikes: dict[tuple[int, int], str] = field(default_factory=dict)

    def columns(self) -> dict[str, list[str | None]]:
        """The rows as columns."""
        return {name: [row.get(name) for row in self.rows] for name in FIELDS}

    def doubles(self) -> dict[tuple[int, int], frozenset[str]]:
        """Every pair of rows that are one, with the errors that part them."""
        same: dict[int, list[int]] = {}
        for row, who in enumerate(self.who):
            same.setdefault(who, []).append(row)
        return {
            (a, b): frozenset(self.errors[a]) | frozenset(self.errors[b])
            for rows in same.values()
            for i, a in enumerate(rows)
            for b in rows[i + 1 :]
        }


class _World(Drawn):
    """Households and companies of one seed, some of them written down twice."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.made = Labelled()
        self.people = 0
        self.groups = 0

    def grow(self, size: int) -> None:
        """Households and companies until there are so many records."""
        while len(self.made.rows) < size:
            self.groups += 1
            kind = self.draw.random()
            if kind < 0.1:
                self._company()
            elif kind < 0.12:
                self._namesakes()
            else:
                self._household()

    def _household(self) -> None:
        home, last = self.home(), self.last()
        town = home["plaats"] or ""
        home["telefoon"], reused = self.landline(town)
        woman = self.draw.random() < 0.5
        parent = self.person(home, last, woman, self.first(woman), self.born(1940, 1985))
        people, tags = [parent], {}
        kind = self.draw.random()
        if kind > 0.45:
            theirs = last if self.draw.random() < 0.6 else self.last()
            partner = self.person(home, theirs, not woman, self.first(not woman), self.born(1940, 1985))
            people.append(partner)
            if self.draw.random() < 0.17:
                partner["email"] = parent["email"]
                tags[0, 1] = "couple_mail"
        if kind > 0.75:
            self._children(people, tags, home, last)
        rows = [self._add(person) for person in people]
        for (i, j), tag in tags.items():
            self._tag(rows[i], rows[j], tag)
        if reused and (others := self._with_landline(home["telefoon"], rows)):
            self._tag(others[0], rows[0], "landline")

    def _children(
        self, people: list[Row], tags: dict[tuple[int, int], str], home: Row, last: tuple[str | None, str]
    ) -> None:
        parent = people[0]
        parent["geboortedatum"] = self.born(1945, 1968).isoformat()
        initial = (parent["voornaam"] or "X")[0]
        for child in range(self.draw.choice((1, 1, 2, 3))):
            woman = self.draw.random() < 0.5
            born = self.born(1985, 2006)
            sort = self.draw.random()
            if child == 0 and sort < 0.5:
                woman = parent["aanhef"] == "mevrouw"
                same = self.draw.random() < 0.1
                first = (parent["voornaam"] or "") if same else self.first(woman, initial)
                tags[0, len(people)] = "father_son"
            elif child and sort < 0.6:
                before = people[-1]
                name = before["voornaam"] or "X"
                first = self.first(woman, name[0], name)
                tag = "twins" if sort < 0.3 else "sisters"
                born = date.fromisoformat(before["geboortedatum"] or "2000-01-01") if tag == "twins" else born
                tags[len(people) - 1, len(people)] = tag
            else:
                first = self.first(woman)
            while first in {person["voornaam"] for person in people} and (tags.get((0, len(people))) is None):
                first = self.first(woman)  # no brothers of one name
                tags.pop((len(people) - 1, len(people)), None)
            people.append(self.person(home, last, woman, first, born))

    def _with_landline(self, number: str | None, ours: list[int]) -> list[int]:
        """The rows before ours that have the number."""
        return [i for i, row in enumerate(self.made.rows[: ours[0]]) if row.get("telefoon") == number]

    def _namesakes(self) -> None:
        """Two people of one common name, some doors apart."""
        names, weights = COMMON_LAST
        *prefix, name = self.draw.choices(names[:20], weights[:20])[0].split(" ")
        woman = self.draw.random() < 0.5
        first = self.first(woman)
        home = self.home()
        rows: list[int] = []
        for _side in range(2):
            self.groups += 1
            house = {
                **home,
                "huisnummer": str(int(home["huisnummer"] or 1) + 2 * len(rows) * self.draw.randint(1, 4)),
            }
            house["telefoon"], _reused = self.landline(home["plaats"] or "")
            person = self.person(house, (" ".join(prefix) or None, name), woman, first, self.born(1940, 2000))
            rows.append(self._add(person))
        self._tag(rows[0], rows[1], "namesakes")

    def _company(self) -> None:
        prefix, last = self.last()
        name = self.draw.choice(TRADES).format(f"{prefix.title()} {last}" if prefix else last, self.last()[1])
        firm = self._firm(name)
        people = self.draw.choice((0, 1, 1, 2, 3, 4))
        domain = f"{plain(name)[:18]}{self.groups}.nl"
        rows: list[int] = []
        for _person in range(max(people, 1)):
            row = dict(firm)
            if people:
                woman = self.draw.random() < 0.5
                person = self.person({}, self.last(), woman, self.first(woman), self.born(1955, 2000))
                row |= {
                    key: person[key]
                    for key in ("aanhef", "voornaam", "tussenvoegsel", "achternaam", "mobiel")
                }
                row["email"] = f"{plain(person['voornaam'] or 'x')}@{domain}"
            if self.draw.random() < 0.5 or not people:
                row["email"] = f"info@{domain}"
            # contact persons of one company are customers of their own, in one group
            rows.append(self._add(row, double=not rows))
        for i, a in enumerate(rows):
            for b in rows[i + 1 :]:
                self._tag(a, b, "colleagues")
        if self.draw.random() < 0.1:
            self.groups += 1
            branch = {**self._firm(name), "email": f"info@{plain(name)[:14]}2.nl"}
            self._tag(rows[0], self._add(branch), "branches")

    def _firm(self, name: str) -> Row:
        home = self.home()
        return {
            **home,
            "soort": "zakelijk",
            "bedrijfsnaam": name,
            "telefoon": self.landline(home["plaats"] or "")[0],
            "kvk": str(self.draw.randint(10000000, 89999999)) if self.draw.random() < 0.6 else None,
        }

    def _add(self, row: Row, double: bool = True) -> int:
        """Write a record, and perhaps its doubles; gives the record's row."""
        at = len(self.made.rows)
        self.people += 1
        thin = self.thin(row)
        self._write(thin, ())
        if double and self.draw.random() < 0.1:
            for _copy in range(2 if self.draw.random() < 0.1 else 1):
                other, errors = spoil(self, self.thin(row) if self.draw.random() < 0.3 else thin)
                self._write(other, errors)
        return at

    def _tag(self, a: int, b: int, tag: str) -> None:
        self.made.lookalikes[self.made.who[a], self.made.who[b]] = tag

    def _write(self, row: Row, errors: tuple[str, ...]) -> None:
        self.made.rows.append(row)
        self.made.who.append(self.people)
        self.made.group.append(self.groups)
        self.made.errors.append(errors)


def labelled(seed: int, size: int = 3000) -> Labelled:
    """A labelled set of some `size` records; the order of the rows says nothing."""
    world = _World(seed)
    world.grow(size)
    return world.made
