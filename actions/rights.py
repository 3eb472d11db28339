"""What a customer may ask for (AVG): to see everything that is held, and to be erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from actions.base import reading, user_name, writing
from actions.profiling import detail
from core import fields
from core.errors import InputError
from core.field_words import field_name, value_words
from core.text import _, day, moment, ngettext, number, percent
from core.words import cell_name, score_name, set_name
from exporters import access as documents
from exporters.access import Section
from models import backups, erasure, queries, story

#: the rows of a customer, their kind, and the columns that are shown
_CHILDREN: Final = (
    (
        "contracts",
        fields.CONTRACTS,
        "contractnummer soort product start einde minimumduur_tot opzegtermijn opzegkosten bedrag_per_maand",
    ),
    ("orders", fields.ORDERS, "datum bestelnummer product aantal bedrag kanaal status"),
    ("interactions", fields.INTERACTIONS, "datum kanaal richting soort onderwerp waardering"),
    ("answers", fields.SURVEY, "datum item dimensie waarde"),
)
#: how much wider than the others these columns are
_WIDE: Final = {
    "item": 3.0,
    "datum": 0.6,
    "product": 0.5,
    "bestelnummer": 0.6,
    "contractnummer": 0.6,
    "soort": 0.6,
    "dimensie": 0.6,
}


@dataclass(frozen=True)
class Erased:
    """What an erasure did: `rows` of customers that went; `backups` that there are (perhaps with them)."""

    rows: int
    backups: int

    @property
    def held(self) -> str:
        """What is to be said of the backups; '' where there are none."""
        text = ngettext(
            "{n} backup may still hold this customer; when it is put back the erasure is applied again.",
            "{n} backups may still hold this customer; when one is put back the erasure is applied again.",
            self.backups,
        )
        return text.format(n=number(self.backups)) if self.backups else ""


def erase(db: Path, who: str | int, passphrase: str | None = None) -> Erased:
    """Erase one person (a klantnummer, or the id) everywhere, history included, with whoever was merged with
    them; cannot be undone. Raises InputError for nobody.

    Backups keep what they have: whoever puts one back has the erasure applied to it again.
    """
    with writing(db, passphrase) as base:
        with queries.Reader(db, base.passphrase) as reader:
            customer = _find(reader, who)
        rows = erasure.erase(base, [customer], label=_("One customer erased"), who=user_name())
        return Erased(rows, len(backups.listed(db)))


def access(db: Path, who: str | int, to: Path, passphrase: str | None = None) -> int:
    """Write everything that is held about one person (a klantnummer, or the id) to `to` (.html or .xlsx);
    gives the number of lines.

    Raises InputError for nobody, and for another kind of file.
    """
    if to.suffix.lower() not in (".html", ".htm", ".xlsx"):
        raise InputError(_("Choose a name that ends in .html or .xlsx."))
    with reading(db, passphrase) as base, queries.Reader(db, base.passphrase) as reader:
        customer = _find(reader, who)
        name = reader.name(customer) or str(who)
        told = detail(base, customer)
        sections = [
            _fields(reader.customer(customer)),
            _permissions(told["channels"] or {}),
            *(_rows(reader, customer, *child) for child in _CHILDREN),
            _people(reader, customer),
            _scores(told),
            _outcomes(told),
            _hand(reader.customer(customer)),
            _own_words(reader, customer),
            _history(story.story(base, customer)),
        ]
    title = _("What is held about {name}").format(name=name)
    intro = [
        _("Made on {day} from the customer base {file}.").format(day=day(date.today()), file=db.name),
        _("The program works without a network: nothing of this is sent anywhere."),
    ]
    if to.suffix.lower() == ".xlsx":
        documents.write_book(to, title, intro, sections)
    else:
        to.write_text(documents.as_html(title, intro, sections), encoding="utf-8", newline="\n")
    return sum(len(section.rows) for section in sections)


def _find(reader: queries.Reader, who: str | int) -> int:
    known = reader.customer(who) if isinstance(who, int) else {}
    customer = reader.find(who) if isinstance(who, str) else who if known else None
    if customer is None:
        unknown = _("There is no customer {number}; look the number up in the list of customers.")
        raise InputError(unknown.format(number=who))
    return customer


def _fields(held: Mapping[str, Mapping[str, Any]]) -> Section:
    origin = {"hand": _("by hand"), "file": _("from a file"), "computed": _("computed")}
    rows = [
        (field_name(name), value_words(name, found["value"]), origin.get(found["source"], ""))
        for name, found in held.items()
        if found["value"] not in (None, "")
    ]
    return Section(_("Who"), "", (_("What"), _("Value"), _("From")), rows, (30, 50, 20))


def _permissions(channels: Mapping[str, Any]) -> Section:
    from strategy.catalogue import channel_name

    yes, no = _("yes"), _("no")
    rows = [
        (channel_name(code), yes if found["promotion"] else no, yes if found["service"] else no, found["why"])
        for code, found in (channels.get("reachable") or {}).items()
    ]
    heads = (_("Channel"), _("Offers"), _("Service"), _("Because"))
    text = _("Over which channels this customer may be approached, and on what ground.")
    return Section(_("Permission"), text, heads, rows, (25, 16, 12, 47))


def _rows(reader: queries.Reader, customer: int, what: str, kind: str, shown: str) -> Section:
    columns = shown.split()
    titles = {
        "contracts": _("Contracts"),
        "orders": _("Orders"),
        "interactions": _("Contacts"),
        "answers": _("Survey answers"),
    }
    rows = [
        tuple(_cell(name, row.get(name), kind) for name in columns) for row in reader.children(customer, what)
    ]
    heads = tuple(
        field_name("antwoord" if name == "waarde" else name, kind).split(" (")[0] for name in columns
    )
    share = 100 / (len(columns) + sum(_WIDE.get(name, 0) for name in columns))
    widths = tuple(round(share * (1 + _WIDE.get(name, 0))) for name in columns)
    return Section(titles[what], "", heads, rows, widths)


def _cell(name: str, value: Any, kind: str) -> str:
    from analysis.explain import indicator_name

    if value is None:
        return ""
    if kind == fields.INTERACTIONS and name == "soort":
        return indicator_name(f"kind_{value}").removeprefix("kind_")
    return value_words(name, value, kind)


def _people(reader: queries.Reader, customer: int) -> Section:
    rows = [
        tuple("" if person.get(name) is None else str(person[name]) for name in fields.CONTACT_PERSON)
        for person in reader.contact_persons(customer)
    ]
    household = reader.household(customer)
    text = "" if household is None else _("Belongs to a household or company with others.")
    heads = tuple(_(_label(name)) for name in fields.CONTACT_PERSON)
    return Section(_("Contact persons"), text, heads, rows, (100 // len(heads),) * len(heads))


def _own_words(reader: queries.Reader, customer: int) -> Section:
    """What a colleague wrote for this customer over the advice, and own segments they were put in by hand."""
    from strategy.own_texts import CUSTOMER, key

    settings = reader.settings()
    said = settings.own_texts.get(key(CUSTOMER, str(customer)), {})
    rows = [(one["text"], one["reason"], one["who"], moment(one["at"])) for one in said.values()]
    rows += [
        (_("Own segment {name}").format(name=name), _("by hand"), "", "")
        for name, segment in reader.own_segments().items()
        if customer in (*segment.added, *segment.removed)
    ]
    heads = (_("What"), _("Reason"), _("Who"), _("When"))
    return Section(_("Own words in the advice"), "", heads, rows, (50, 24, 12, 14))


def _label(name: str) -> str:
    known = fields.field(fields.CUSTOMERS, name)
    return known.label if known else name


def _scores(told: Mapping[str, Any]) -> Section:
    rows = []
    for code, score in (told["scores"] or {}).items():
        value = _("unknown") if score["value"] is None else number(score["value"], 1)
        rows.append((score_name(code), value, percent(score["coverage"] or 0)))
    text = _("Computed from the rows below, on a scale from 0 to 100; what was not measured is unknown.")
    heads = (_("Score"), _("Value"), _("Measured"))
    return Section(_("Scores"), text, heads, rows, (50, 25, 25))


def _outcomes(told: Mapping[str, Any]) -> Section:
    relation, value = told["relationship"] or {}, told["value"] or {}
    rows = []
    if relation:
        kind = cell_name(str(relation.get("value")), "relatie")
        rows.append((set_name("relatie"), kind, "; ".join(relation["evidence"])))
    rows += [
        (field_name(name), value_words(name, value[name]), "")
        for name in ("clv", "crv")
        if value.get(name) is not None
    ]
    rows += [
        (set_name(code), cell_name(str(cell), code), "")
        for code, cell in (told["segments"] or {}).items()
        if cell and code != "relatie"
    ]
    text = _("Into which groups the program puts this customer: the profiling that one may object to.")
    return Section(_("Profile"), text, (_("What"), _("Outcome"), _("Because")), rows, (30, 25, 45))


def _hand(held: Mapping[str, Mapping[str, Any]]) -> Section:
    rows = [
        (
            field_name(name),
            value_words(name, found["value"]),
            str(found.get("reason") or ""),
            str(found.get("who") or ""),
            day(str(found.get("at") or "")[:10]),
        )
        for name, found in held.items()
        if found["source"] == "hand"
    ]
    heads = (_("What"), _("Value"), _("Reason"), _("Who"), _("When"))
    return Section(_("Filled in by hand"), "", heads, rows, (20, 25, 30, 12, 13))


def _history(told: Sequence[story.Told]) -> Section:
    rows = [(moment(line.at), line.text, line.who, line.file or "") for line in told]
    heads = (_("When"), _("What happened"), _("Who"), _("File"))
    return Section(_("History"), "", heads, rows, (18, 50, 12, 20))
