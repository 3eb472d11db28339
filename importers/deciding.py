"""From what a sheet shows to how it is cleaned: formats, scales, amounts, own columns, questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.fields import CUSTOMERS, FIELDS, ORDERS, SURVEY
from core.fields import field as field_of
from core.issues import Issue
from core.rows import Detected, SurveyItem
from core.text import _
from importers import addresses, currencies, formats, order_lines, plausibility, sides, survey_items, surveys
from importers.cells import Cell, text_of
from importers.choices import consent_groups
from importers.columns import parse_number
from importers.content import Content
from importers.evidence import file_hints
from importers.formats import DATE_KINDS, NUMBER_KINDS, Question
from importers.mapping import Guess, added_columns, is_secret
from importers.names import is_company
from importers.plan import Plan
from importers.reading import Sheet
from importers.scanning import SCALED, Scan
from importers.sentences import ask_format, issue


@dataclass(frozen=True)
class Facts:
    """What is known of a sheet once its columns are mapped and all its cells were looked at."""

    file: str
    sheet: Sheet
    kind: str
    as_of: date
    guesses: Mapping[str, Guess]
    contents: Mapping[str, Content]
    scan: Scan

    @property
    def mapping(self) -> dict[str, str | None]:
        """Header → field."""
        return {header: guess.field for header, guess in self.guesses.items()}


@dataclass(frozen=True)
class Decided:
    """The plan, and what still has to be asked before it can be used."""

    plan: Plan
    questions: tuple[Question, ...]


def has_field(kind: str, name: str) -> bool:
    """Whether a kind of sheet has that field."""
    return any(f.name == name for f in FIELDS[kind])


def decide(
    facts: Facts,
    told: Mapping[str, SurveyItem],
    given: Mapping[str, str],
    *,
    own_columns: bool = True,
    hints: Mapping[str, str] | None = None,
) -> Decided:
    """`told`: survey items of the mapping; `given`: header → format as the user gave it; `hints`: header →
    format as it was read in an earlier file, for what this one leaves open."""
    columns, detected, questions = _formats(facts, given, hints or {})
    scales, asked = _scales(facts, given)
    questions += asked
    for name, how in scales.items():
        detected[name] = how
    fields = {f for f in facts.mapping.values() if f}
    amounts = order_lines.decide(fields, facts.scan.lines) if facts.kind == ORDERS else None
    credit = amounts is not None and "status" not in fields and facts.scan.credits > 0
    if amounts and amounts.detected:
        detected["bedrag"] = amounts.detected
    if credit:
        detected["status"] = order_lines.credit_status(facts.scan.credits)
    if amounts and "terugbetaald" in fields:
        _add_words(detected, _("less what was refunded"))
    off = _taken_off(facts, detected)
    divisor = _margin_divisor(facts)
    if divisor and "marge" in detected:
        words = _("a percentage of the amount")
        detected["marge"] = Detected(detected["marge"].format, f"{detected['marge'].evidence}; {words}", True)
    by_name = facts.kind != CUSTOMERS and not fields & {"klantnummer", "email"} and not _has_place(facts)
    if by_name:
        words = _(
            "a name is all that says who the customer is: the only customer of that name, or else a new one "
            "with the name as number"
        )
        detected["klantnummer"] = Detected("name", words, True)
    consents = _consents(facts)
    if consents:
        words = _("a channel that a cell does not name is a no: {channels}").format(
            channels=", ".join(sorted(consents))
        )
        detected["toestemming_kanalen"] = Detected("channels", words, True)
    items = survey_items.Items({}, {}, ())
    if facts.kind == SURVEY:
        items = survey_items.decide(facts.scan, told, given)
        detected |= items.detected
        questions += items.questions
    _companies(facts, detected)
    own = _own(facts) if own_columns and facts.kind == CUSTOMERS else ()
    plan = Plan(
        facts.file,
        facts.sheet,
        facts.kind,
        facts.mapping,
        columns,
        detected,
        facts.as_of,
        items.items,
        own,
        amounts,
        credit,
        off,
        divisor,
        {name: how.format for name, how in scales.items() if how.format},
        by_name,
        _width(facts.scan),
        _usual(facts, amounts, columns),
        tuple(_sheet_issues(facts, items)),
        consents,
    )
    return Decided(plan, tuple(questions))


def _add_words(detected: dict[str, Detected], words: str) -> None:
    """Say something more of how the amounts are read."""
    before = detected.get("bedrag")
    detected["bedrag"] = Detected(
        before.format if before else "line", f"{before.evidence}; {words}" if before else words, True
    )


def _taken_off(facts: Facts, detected: dict[str, Detected]) -> str | None:
    """The side of a column D/C whose amounts are taken off, and that it is said."""
    header = next((h for h, name in facts.mapping.items() if name == "debet_credit"), None)
    samples = facts.contents[header].samples if header else ()
    if header is None or not sides.are_sides(samples):
        return None
    off = sides.taken_off(samples)
    _add_words(
        detected, _("lines that column {name} calls {side} are negative").format(name=header, side=off)
    )
    return off


def _has_place(facts: Facts) -> bool:
    """Whether a row can say where its customer lives: a postcode and a house number, in whatever columns."""
    fields = facts.mapping.values()
    if "postcode" in fields:
        return "huisnummer" in fields or "adres" in fields
    whole = next((header for header, name in facts.mapping.items() if name == "adres"), None)
    if whole is None:
        return False
    samples = map(addresses.split, facts.contents[whole].samples)
    return any(found.postcode and found.huisnummer for found in samples)


def _consents(facts: Facts) -> frozenset[str]:
    """The channel groups that a column of consents names anywhere; of others it says nothing."""
    at = next((i for i, name in enumerate(facts.mapping.values()) if name == "toestemming_kanalen"), None)
    if at is None:
        return frozenset()
    cells = {text_of(row[at]) for batch in facts.sheet.batches() for row in batch.cells}
    return frozenset().union(*(consent_groups(cell) or () for cell in cells))


def _formats(
    facts: Facts, given: Mapping[str, str], before: Mapping[str, str]
) -> tuple[dict[str, Detected], dict[str, Detected], list[Question]]:
    """Header → how it is read; field → the same, for the report; and what has to be asked."""
    hints = file_hints(facts.sheet.delimiter, facts.scan.evidence)
    columns: dict[str, Detected] = {}
    by_field: dict[str, Detected] = {}
    questions = []
    for header, name in facts.mapping.items():
        known = field_of(facts.kind, name) if name else None
        if (
            known is None
            or name in SCALED.get(facts.kind, ())
            or (name == "antwoord" and facts.kind == SURVEY)
        ):
            continue
        if known.kind in DATE_KINDS or known.kind in NUMBER_KINDS:
            evidence = facts.scan.evidence[header]
            how, question = formats.decide(known, header, evidence, hints, given.get(header), facts.mapping)
            if question and before.get(header) in question.options:
                how, question = Detected(before[header], _("as in the file before"), True), None
            if question:
                questions.append(question)
        else:
            if header in given:
                formats.normal(known.kind, header, given[header])
            how = formats.plain_format(known)
        columns[header] = how
        by_field.setdefault(known.name, how)
    return columns, by_field, questions


def _scales(facts: Facts, given: Mapping[str, str]) -> tuple[dict[str, Detected], list[Question]]:
    """The scale of tevredenheid (customers) and waardering (contacts; kept on 1-5)."""
    found: dict[str, Detected] = {}
    questions = []
    for name in SCALED.get(facts.kind, ()):
        header = next((h for h, f in facts.mapping.items() if f == name), None)
        if header is None:
            continue
        answers = facts.scan.ranges.get(header, surveys.Range())
        how = _scale(name, header, answers, given.get(header))
        found[name] = how
        if not how.format:
            sentence = ask_format(
                header,
                formats.set_name(header, name, facts.mapping),
                survey_items.possible(answers),
                how.evidence,
            )
            questions.append(Question("scale", header, name, survey_items.possible(answers), sentence))
    return found, questions


def _scale(name: str, header: str, answers: surveys.Range, given: str | None) -> Detected:
    """The scale of one such column; format '' where only the user can say."""
    if given is not None:
        return Detected(formats.normal("scale", header, given), _("chosen"))
    told = surveys.read_header(header).scale
    if told:
        return Detected(told, _("the header says so"))
    words = survey_items.range_words(answers)
    stars = sum(n for value, n in answers.seen.items() if value <= 5)
    if name == "waardering" and (stars == answers.n or (answers.n >= 20 and stars >= 0.95 * answers.n)):
        return Detected("1-5", words, stars < answers.n)
    scale, assumed = surveys.scale_of(answers, surveys.Range())
    return Detected(scale or "", words, assumed)


def _companies(facts: Facts, detected: dict[str, Detected]) -> None:
    """Say that a legal form in the name makes a company, where the file has no column that tells."""
    fields = facts.mapping.values()
    if facts.kind != CUSTOMERS or "soort" in fields:
        return
    for header, name in facts.mapping.items():
        if name in ("naam", "bedrijfsnaam") and any(map(is_company, facts.contents[header].samples)):
            words = _("names with B.V., VOF, Stichting and the like are companies")
            detected["soort"] = Detected("derived", words, True)


def _own(facts: Facts) -> tuple[str, ...]:
    """Columns without a field of ours that are kept; empty ones and secrets are not."""
    added = added_columns(list(facts.mapping))
    return tuple(
        header
        for header, name in facts.mapping.items()
        if name is None
        and header not in added
        and facts.contents[header].filled
        and not is_secret(facts.kind, header)
    )


def _margin_divisor(facts: Facts) -> float | None:
    """What turns a margin in percent into a share of the amount; None where the margin is money."""
    header = next((h for h, f in facts.mapping.items() if f == "marge"), None)
    if header is None:
        return None
    evidence = facts.scan.evidence[header]
    if header in facts.sheet.percent or (evidence.filled and evidence.percent >= 0.5 * evidence.filled):
        return 1.0
    return 100.0 if "%" in header or "perc" in header.casefold() else None


def _width(scan: Scan) -> int | None:
    """The width of the customer numbers if nearly all have one and some begin with 0."""
    if not scan.widths:
        return None
    width, n = scan.widths.most_common(1)[0]
    return width if n >= 0.8 * scan.widths.total() and scan.zeros[width] else None


def _usual(
    facts: Facts, amounts: order_lines.Amounts | None, columns: Mapping[str, Detected]
) -> float | None:
    if amounts is None or amounts.source == "prijs":
        return None
    header = next(h for h, f in facts.mapping.items() if f == amounts.source)
    notation = columns[header].format or "point"
    values: list[float | None] = [_amount(cell, notation) for cell in facts.scan.amounts]
    return plausibility.usual_amount(values)


def _amount(cell: Cell, notation: str) -> float | None:
    return None if isinstance(cell, bool) else parse_number(cell, notation)


def _sheet_issues(facts: Facts, items: survey_items.Items) -> list[Issue]:
    """What there is to say about the sheet as a whole."""
    found = list(facts.sheet.notes)
    if facts.kind == SURVEY:
        if not items.items:
            found.append(issue("no_items"))
        found += [
            issue("item_without_dimension", None, name)
            for name, item in items.items.items()
            if item.dimension is None
        ]
    if facts.kind == ORDERS and (money := currencies.foreign(facts.contents, facts.scan.amounts)):
        found.append(issue("foreign_currency", None, None, money))
    for header, guess in facts.guesses.items():
        if guess.unfit and (known := field_of(facts.kind, guess.unfit)):
            found.append(issue("header_unfit", None, header, field=_(known.label)))
    for header, name in facts.mapping.items():
        if name is None and is_secret(facts.kind, header):
            found.append(issue("secret_column", None, header))
    return found
