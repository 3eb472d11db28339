"""Make the sample sheets: a bicycle shop with service plans that does not exist, and its made-up customers.

    uv run python -m script.make_samples            writes resources/samples (same seed, same sheets)

Every customer follows one of a handful of stories (a loyal commuter, a browser who gave up, a lease rider who
has no choice …), so that each relationship type and each cell of the matrices has somebody in it. The sheets
are as a small shop has them: a workbook, a semicolon csv from the till, Dutch decimals and dates.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from script.sample_files import write_csv, write_workbook
from script.sample_stories import (
    AS_OF,
    COMPANIES,
    FIRST,
    LAST,
    ORDERS_FROM,
    PRODUCTS,
    QUESTIONS,
    READING,
    SMALL,
    STORIES,
    STREETS,
    TALKING,
    TOWNS,
    Story,
)

FAILED_LONG_AGO = (date(2024, 1, 5), date(2024, 12, 1))
FAILED_LATELY = (date(2026, 2, 1), AS_OF)
OUT = Path(__file__).resolve().parents[1] / "resources" / "samples"


@dataclass
class Person:
    """A made-up customer on the way to the sheets."""

    number: str
    story: Story
    row: dict[str, Any]
    first_purchase: date | None = None
    referred_by: str = ""
    orders: list[dict[str, Any]] = field(default_factory=list)


def between(rng: random.Random, start: date, end: date) -> date:
    """A day from start to end."""
    return start + timedelta(days=rng.randint(0, max(0, (end - start).days)))


def moment(rng: random.Random, day: date, hours: tuple[int, int] = (9, 17)) -> datetime:
    """A time on that day within opening hours."""
    return datetime.combine(day, time(rng.randint(*hours), rng.randint(0, 59)))


def identity(rng: random.Random, number: str, story: Story, company: str) -> dict[str, Any]:
    """Name, address, contact details and consent of one customer."""
    first = rng.choice(FIRST)
    last, _, prefix = rng.choice(LAST).partition(":")
    town, digits, area = rng.choice(TOWNS)
    address = f"{first}.{last}{number[-3:]}".lower().replace(" ", "").encode("ascii", "ignore").decode()
    consent = "nee" if story.opted_out else ("ja" if rng.random() < 0.72 else rng.choice(("nee", "")))
    row = {
        "Klantnummer": number,
        "Soort": "zakelijk" if company else "particulier",
        "Voornaam": first,
        "Tussenvoegsel": prefix,
        "Achternaam": last,
        "Bedrijfsnaam": company,
        "E-mail": f"{address}@voorbeeld.nl" if rng.random() < 0.93 else "",
        "Telefoon": (
            f"06-1234{rng.randint(1000, 9999)}"
            if rng.random() < 0.7
            else f"{area}-123{rng.randint(1000, 9999)}"
        )
        if rng.random() < 0.88
        else "",
        "Straat": rng.choice(STREETS),
        "Huisnummer": str(rng.randint(1, 180)),
        "Toevoeging": rng.choice(("", "", "", "", "A", "bis", "2")),
        "Postcode": f"{digits}{rng.randint(10, 99)} {rng.choice('ABCDEGHJ')}{rng.choice('KLMNPRST')}",
        "Plaats": town,
        "Geboortedatum": ""
        if company or rng.random() < 0.3
        else between(rng, date(1948, 1, 1), date(2003, 1, 1)),
        "Klant sinds": "",
        "Verplicht": "ja" if story.mandatory else "",
        "Voorkeurskanaal": rng.choice(("", "", "e-mail", "telefoon", "winkel", "whatsapp")),
        "Toestemming e-mail": consent,
        "Toestemming telefoon": rng.choice(("", "ja", "nee")) if consent == "ja" else "nee",
        "Toestemming sms": rng.choice(("", "ja", "nee")) if consent == "ja" else "",
        "Bezwaar direct marketing": "ja" if story.opted_out else ("ja" if rng.random() < 0.02 else ""),
        "NPS": "",
        "Lid fietsclub": "ja" if rng.random() < story.member else "",
        "Aangebracht door": "",
        "Notities": "",
    }
    if story.since:
        row["Klant sinds"] = between(rng, date(story.since[0], 1, 1), date(story.since[1], 12, 31))
    return row


def people(rng: random.Random) -> list[Person]:
    """All customers, in a random order of numbers."""
    stories = [story for story in STORIES for _ in range(story.people)]
    rng.shuffle(stories)
    companies = list(COMPANIES)
    found = []
    for index, story in enumerate(stories):
        company = ""
        if rng.random() < story.company and companies:
            company = companies.pop()
        elif story.company >= 1:
            company = (
                f"{rng.choice(LAST).partition(':')[0]} {rng.choice(('Advies', 'Techniek', 'Zorg'))} B.V."
            )
        number = f"K{10001 + index}"
        found.append(Person(number, story, identity(rng, number, story, company)))
    for person in found:
        if rng.random() < person.story.surveyed * 0.6:
            person.row["NPS"] = nps(rng, person.story.mood)
        if rng.random() < 0.03:
            person.row["Notities"] = rng.choice(
                ("Belt liever 's avonds", "Heeft een bakfiets", "Hond mee: let op")
            )
    return found


def nps(rng: random.Random, mood: float) -> int:
    """A 0-10 answer that goes with the mood."""
    return max(0, min(10, round(10 * mood + rng.gauss(0.4, 1.1))))


def purchases(rng: random.Random, everyone: list[Person]) -> list[dict[str, Any]]:
    """The till's list: one row an order line."""
    rows: list[dict[str, Any]] = []
    for person in everyone:
        story = person.story
        if not (story.buys or story.once):
            continue
        start = between(
            rng, max(ORDERS_FROM, date(story.first[0], 1, 3)), min(date(story.first[1], 12, 20), story.until)
        )
        if story.until < AS_OF:
            start = between(rng, ORDERS_FROM, date(2022, 9, 1))
        days = [start]
        while not story.once and (step := max(1, int(rng.expovariate(story.buys / 365)))):
            if days[-1] + timedelta(days=step) > min(story.until, AS_OF - timedelta(days=2)):
                break
            days.append(days[-1] + timedelta(days=step))
        person.first_purchase = days[0]
        rows += [line for day in days for line in order(rng, person, day)]
    rows += failed_attempts(rng, everyone)
    rows.sort(key=lambda row: row["Besteldatum"])
    numbers: dict[str, str] = {}
    for row in rows:
        row["Bestelnummer"] = numbers.setdefault(row["Bestelnummer"], f"B{250001 + len(numbers)}")
    return rows


def order(rng: random.Random, person: Person, day: date) -> list[dict[str, Any]]:
    """One order of one to three lines."""
    key = f"{person.number}-{day.isoformat()}"
    when = moment(rng, day)
    channel = rng.choice(("winkel", "winkel", "webwinkel", "webwinkel", "telefoon"))
    status = rng.choices(("voltooid", "retour", "geannuleerd"), (94, 4, 2))[0]
    rows = []
    for _ in range(rng.choices((1, 2, 3), (75, 20, 5))[0]):
        category = rng.choice(person.story.basket)
        if person.story.basket is SMALL and rng.random() < 0.03 * person.story.dear:
            category = rng.choice(("stadsfiets", "e-bike", "kinderfiets"))
        product, price = PRODUCTS[category]
        quantity = rng.choices((1, 2), (90, 10))[0] if price < 100 else 1
        amount = round(price * quantity * rng.uniform(0.9, 1.1) * person.story.dear, 2)
        what = {"kanaal": channel, "product": product, "categorie": category, "aantal": quantity}
        rows.append(line(key, person, when, amount, status=status, **what))
    return rows


def line(key: str, person: Person, when: datetime, amount: float, **rest: Any) -> dict[str, Any]:
    """A row of the till's list."""
    head = {"Bestelnummer": key, "Klantnummer": person.number, "Besteldatum": when, "Bedrag": amount}
    names = ("Kanaal", "Product", "Categorie", "Aantal", "Status")
    return head | {name: rest[name.lower()] for name in names}


def failed_attempts(rng: random.Random, everyone: list[Person]) -> list[dict[str, Any]]:
    """Orders that were broken off by people who never became a customer."""
    rows = []
    for person in everyone:
        if person.story.fails:
            first, last = FAILED_LONG_AGO if person.story.opted_out else FAILED_LATELY
            when = moment(rng, between(rng, first, last), (18, 22))
            status = rng.choice(("afgebroken", "mislukt"))
            bike = {"product": "Stadsfiets Rondje", "categorie": "stadsfiets", "aantal": 1}
            rows.append(line(person.number, person, when, 649.0, kanaal="webwinkel", status=status, **bike))
    return rows


def contacts(rng: random.Random, everyone: list[Person]) -> list[dict[str, Any]]:
    """Contact moments: reading, talking, complaining, recommending."""
    rows: list[dict[str, Any]] = []
    for person in everyone:
        story = person.story
        years = 1.35
        last = min(AS_OF, story.until + timedelta(days=60))
        begin = max(last - timedelta(days=int(365 * years)), person.first_purchase or ORDERS_FROM)

        def add(
            kind: str,
            channel: str,
            way: str,
            begin: date = begin,
            last: date = last,
            who: Person = person,
            **more: Any,
        ) -> None:
            when = moment(rng, between(rng, begin, last), (8, 21))
            rows.append(
                {
                    "Klantnummer": who.number,
                    "Datum": when,
                    "Kanaal": channel,
                    "Richting": way,
                    "Soort contact": kind,
                    **more,
                }
            )

        for _ in range(count(rng, story.reads * years)):
            add(*rng.choice(READING))
        for _ in range(count(rng, story.talks * years)):
            kind, channel = rng.choice(TALKING)
            add(kind, channel, "in", Waardering=rng.choice((4, 5)) if kind == "review" else "")
        for _ in range(count(rng, story.complains)):
            add(
                "klacht",
                rng.choice(("telefoon", "e-mail", "webcare")),
                "in",
                Opgelost=rng.choice(("ja", "nee", "nee")),
            )
        if story.name in {"boos vertrokken", "opgezegd en boos"}:
            fresh = max(begin, AS_OF - timedelta(days=80))
            for kind in ("klacht", "negatieve reactie", "review"):
                rated, solved = (1, "") if kind == "review" else ("", "nee")
                add(kind, "webcare", "in", fresh, AS_OF, Waardering=rated, Opgelost=solved)
        for _ in range(story.refers):
            add("aanbeveling", "winkel", "in", AS_OF - timedelta(days=300), AS_OF)
        if rng.random() < 0.25:
            add("vraag gesteld", rng.choice(("telefoon", "chat", "whatsapp", "e-mail")), "in")
    rows.sort(key=lambda row: row["Datum"])
    return rows


def count(rng: random.Random, mean: float) -> int:
    """A Poisson number around the mean."""
    total, done = rng.expovariate(1), 0
    while total < mean:
        total += rng.expovariate(1)
        done += 1
    return done


def contracts(rng: random.Random, everyone: list[Person]) -> list[dict[str, Any]]:
    """Service plans, insurances and lease agreements, a few of them ended long ago."""
    rows: list[dict[str, Any]] = []
    for person in everyone:
        if person.story.contract:
            rows += [
                contract(rng, person.number, person.story.contract)
                for _ in range(2 if person.story.company >= 1 else 1)
            ]
    customers = [p for p in everyone if p.story.name in {"af en toe", "stille genieter"}]
    rows += [contract(rng, p.number, "los") for p in rng.sample(customers, 6)]
    for index, row in enumerate(rows):
        row["Contractnummer"] = f"C{7001 + index}"
    return rows


def contract(rng: random.Random, number: str, kind: str) -> dict[str, Any]:
    """One contract of that kind."""
    start = between(rng, date(2022, 2, 1), date(2025, 9, 1))
    row: dict[str, Any] = {
        "Contractnummer": "",
        "Klantnummer": number,
        "Soort": "onderhoudsplan",
        "Product": "Zorgeloos fietsen",
        "Startdatum": start,
        "Einddatum": "",
        "Minimumduur tot": "",
        "Opzegtermijn (maanden)": 1,
        "Opzegkosten": "",
        "Automatisch verlengd": "ja",
        "Opgezegd op": "",
        "Opgezegd per": "",
        "Bedrag per maand": 12.5,
        "Verplicht": "",
    }
    if kind in {"verzekering", "opgezegd"}:
        row |= {
            "Soort": "verzekering",
            "Product": "Fietsverzekering 3 jaar",
            "Bedrag per maand": 17.95,
            "Opzegkosten": 35,
        }
        row["Minimumduur tot"] = between(rng, date(2026, 8, 10), date(2028, 2, 1))
        row["Einddatum"] = row["Minimumduur tot"]
    if kind == "opgezegd":
        row |= {
            "Opgezegd op": between(rng, date(2026, 4, 1), date(2026, 6, 20)),
            "Opgezegd per": row["Einddatum"],
        }
    if kind == "afgelopen":
        row |= {"Startdatum": date(2022, 3, 1), "Einddatum": date(2024, 3, 1), "Automatisch verlengd": "nee"}
    if kind == "zakelijk":
        row |= {
            "Soort": "zakelijk plan",
            "Product": "Vlootbeheer",
            "Bedrag per maand": rng.choice((95, 145, 240)),
        }
        row["Minimumduur tot"] = between(rng, date(2026, 7, 15), date(2027, 12, 31))
    if kind == "lease":
        row |= {
            "Soort": "lease via werkgever",
            "Product": "Leasefiets",
            "Bedrag per maand": 69,
            "Verplicht": "ja",
        }
        row["Einddatum"] = start + timedelta(days=3 * 365)
    if kind == "los":
        row |= {
            "Soort": "stallingsabonnement",
            "Product": "Stalling",
            "Opzegtermijn (maanden)": 0,
            "Bedrag per maand": 9,
        }
    return row


def survey(rng: random.Random, everyone: list[Person]) -> list[dict[str, Any]]:
    """A questionnaire on a 1-7 scale, one row a respondent."""
    willing = [p for p in everyone if rng.random() < p.story.surveyed]
    rng.shuffle(willing)
    rows = []
    for person in willing[:150]:
        row: dict[str, Any] = {
            "Klantnummer": person.number,
            "Ingevuld op": between(rng, date(2025, 9, 1), date(2026, 6, 25)),
        }
        for question, dimension, reversed_ in QUESTIONS:
            level = 0.75 if dimension == "calculatief" and person.story.contract else person.story.mood
            answer = max(1, min(7, round(1 + 6 * level + rng.gauss(0, 0.8))))
            row[question] = "" if rng.random() < 0.04 else (8 - answer if reversed_ else answer)
        row["Rapportcijfer (1-10)"] = max(1, min(10, round(1 + 9 * person.story.mood + rng.gauss(0, 0.8))))
        rows.append(row)
    return rows


def referrals(rng: random.Random, everyone: list[Person]) -> None:
    """Say of some first buyers of the last year who brought them in."""
    fresh = [p for p in everyone if p.first_purchase and p.first_purchase > AS_OF - timedelta(days=360)]
    rng.shuffle(fresh)
    senders = [p for p in everyone for _ in range(p.story.refers)]
    rng.shuffle(senders)
    for sender, person in zip(senders, fresh, strict=False):
        if sender is not person:
            person.row["Aangebracht door"] = sender.number


def main() -> None:
    """Write the five sheets."""
    rng = random.Random(20260630)
    everyone = people(rng)
    orders = purchases(rng, everyone)
    referrals(rng, everyone)
    moments = contacts(rng, everyone)
    OUT.mkdir(parents=True, exist_ok=True)
    write_workbook(OUT / "klanten.xlsx", "Klanten", [p.row for p in everyone])
    write_csv(OUT / "bestellingen.csv", list(orders[0]), orders)
    write_workbook(OUT / "contracten.xlsx", "Contracten", contracts(rng, everyone))
    headers = ["Klantnummer", "Datum", "Kanaal", "Richting", "Soort contact", "Waardering", "Opgelost"]
    write_csv(OUT / "contactmomenten.csv", headers, moments)
    write_workbook(OUT / "enquete.xlsx", "Enquête", survey(rng, everyone))
    print(len(everyone), len(orders), len(moments))


if __name__ == "__main__":
    main()
