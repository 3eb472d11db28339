"""Which questions a survey holds: the mapping's word, else the header's; scale and reversal likewise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.fields import SCALES, SURVEY_DIMENSIONS
from core.rows import Detected, SurveyItem
from core.text import _
from importers import surveys
from importers.choices import flag, plain
from importers.content import CODE, EMPTY, FLAG, NUMBER, TEXT, Content
from importers.formats import Question, normal
from importers.mapping import Guess
from importers.scanning import Scan
from importers.sentences import ask_format
from importers.values import text


@dataclass(frozen=True)
class Items:
    """The questions (header or question text → item), how each is read, and what has to be asked."""

    items: dict[str, SurveyItem]
    detected: dict[str, Detected]
    questions: tuple[Question, ...]


#: what stands where somebody gave no answer
_NO_ANSWER: Final = frozenset(
    {"-", "--", "n.v.t.", "nvt", "n/a", "?", "geen mening", "weet niet", "weet ik niet", "onbekend", "x"}
)


def candidates(
    headers: Sequence[str],
    guesses: Mapping[str, Guess],
    contents: Mapping[str, Content],
    told: Mapping[str, SurveyItem],
) -> list[str]:
    """Headers that may hold answers: those of the mapping, and free columns of numbers or answer words."""
    found = []
    for header in headers:
        content, guess = contents[header], guesses[header]
        if header in told:
            found.append(header)
        elif guess.field is None and not guess.sure and surveys.can_be_answer(header):
            if content.kind in (NUMBER, EMPTY) and content.filled:
                if content.lowest is None or (content.lowest >= 0 and (content.highest or 0) <= 100):
                    found.append(header)
            elif (content.kind in (TEXT, CODE) and _answered(content)) or (
                content.kind == FLAG and content.numbers >= 0.8 and surveys.read_header(header).dimension
            ):
                found.append(header)
    return found


def _answered(content: Content) -> bool:
    given = [sample for sample in content.samples if sample.casefold() not in _NO_ANSWER]
    return bool(given) and all(surveys.answer(sample) is not None for sample in given)


def decide(scan: Scan, told: Mapping[str, SurveyItem], chosen: Mapping[str, str]) -> Items:
    """The questions that were answered at all. `told`: from the mapping; `chosen`: scales of `--set`."""
    pooled = surveys.Range()
    chosen = {name: given for name, given in chosen.items() if name in scan.ranges}
    for name, range_ in scan.ranges.items():
        if range_.n and range_.high <= 7 and name not in chosen and not surveys.read_header(name).scale:
            for value, n in range_.seen.items():
                pooled.add(value, n)
    items: dict[str, SurveyItem] = {}
    detected: dict[str, Detected] = {}
    questions = []
    for raw, range_ in scan.ranges.items():
        name = text(raw)[0] or raw
        known = told.get(name) or told.get(raw)
        if not range_.n and known is None:
            continue
        item, how, question = _item(
            name, range_, pooled, known, scan.told.get(raw), chosen.get(name), _like(range_, chosen)
        )
        items[name], detected[name] = item, how
        if question:
            questions.append(question)
    return Items(items, detected, tuple(questions))


def range_words(answers: surveys.Range) -> str:
    """'answers from 2 to 7', as evidence."""
    low, high = (answers.low, answers.high) if answers.n else (0, 0)
    return _("answers from {low:g} to {high:g}").format(low=low, high=high)


def possible(answers: surveys.Range) -> tuple[str, ...]:
    """The scales that these answers can be on (0-100 only where they go beyond 10)."""
    fitting = tuple(
        scale
        for scale, (low, high) in SCALES.items()
        if low <= answers.low and answers.high <= high and (high <= 10 or answers.high > 10)
    )
    return fitting or tuple(SCALES)


def _like(answers: surveys.Range, chosen: Mapping[str, str]) -> str | None:
    """The scale that the user gave other questions, if it is one and these answers fit on it."""
    scales = {normal("scale", name, given) for name, given in chosen.items()}
    return next(iter(scales)) if len(scales) == 1 and scales <= set(possible(answers)) else None


def _item(
    name: str,
    answers: surveys.Range,
    pooled: surveys.Range,
    known: SurveyItem | None,
    columns: tuple[str, str, str] | None,
    chosen: str | None,
    like: str | None,
) -> tuple[SurveyItem, Detected, Question | None]:
    """One question: what the mapping, its own columns (long form), its words and its answers say."""
    header = surveys.read_header(name)
    dimension = known.dimension if known else _dimension(columns) or header.dimension
    reverse = known.reversed if known else _reversed(columns) or header.reversed
    scale, how = _told_scale(name, known, columns, header, chosen)
    question = None
    if scale is None:
        found, assumed = surveys.scale_of(answers, pooled)
        words = range_words(answers)
        if assumed and like:
            found, words = like, _("as the other questions")
        how = Detected(found or "", words, assumed)
        if found is None:
            options = possible(answers)
            set_as = name if " " not in name else f'"{name}"'
            question = Question("scale", name, None, options, ask_format(name, set_as, options, words))
        scale = found or "0-100"
    low, high = SCALES[scale]
    return SurveyItem(name, dimension, low, high, reverse), how, question


def _told_scale(
    name: str,
    known: SurveyItem | None,
    columns: tuple[str, str, str] | None,
    header: surveys.Reading,
    chosen: str | None,
) -> tuple[str | None, Detected]:
    """The scale that somebody or something says, and where it says so."""
    if chosen is not None:
        scale = normal("scale", name, chosen)
        return scale, Detected(scale, _("chosen"))
    if known is not None and not math.isnan(known.low):
        scale = next(s for s, ends in SCALES.items() if ends == (known.low, known.high))
        return scale, Detected(scale, _("from the mapping"))
    if columns and (scale := columns[1].replace("–", "-").replace(" ", "")) in SCALES:
        return scale, Detected(scale, _("from the column of scales"))
    if header.scale:
        return header.scale, Detected(header.scale, _("the header says so"))
    return None, Detected("", "")


def _dimension(columns: tuple[str, str, str] | None) -> str | None:
    if not columns or not columns[0]:
        return None
    word = plain(columns[0])
    exact = next((d for d in SURVEY_DIMENSIONS if plain(d) == word), None)
    return exact or surveys.read_header(columns[0]).dimension


def _reversed(columns: tuple[str, str, str] | None) -> bool:
    return bool(columns and columns[2] and flag(columns[2]) == 1)
