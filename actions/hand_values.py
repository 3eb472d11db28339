"""What was said by hand: the list of it, what is due for review, and the conflicts with what a file says."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from actions.base import reading, user_name, writing
from actions.editing import BULK
from actions.profiling import refresh
from core.errors import InputError
from core.field_words import field_name
from core.text import _, day, ngettext
from models import changes, hand_cells, hand_lists, safety
from models.hand_lists import FILE, MINE, HandValue

__all__ = ["FILE", "MINE", "HandValue"]
_KIND = "conflict"


def listed(db: Path, *, due_by: date | None = None, passphrase: str | None = None) -> list[HandValue]:
    """Every value set by hand, the latest first; with `due_by` those to be reviewed by then."""
    with reading(db, passphrase) as base:
        return hand_lists.listed(base.connection, due_by=due_by.isoformat() if due_by else None)


def conflicts(db: Path, passphrase: str | None = None) -> list[HandValue]:
    """What an import says otherwise than a person, and waits for an answer; the latest import first."""
    with reading(db, passphrase) as base:
        return hand_lists.conflicts(base.connection)


def decide(db: Path, answers: Mapping[int, str], passphrase: str | None = None) -> int:
    """Answer conflicts as one change (hand value's id → MINE or FILE); returns its number.

    Mine stays, and is not asked again for this value of the file's; the file's takes the hand value away.
    Raises InputError for another answer, or when none of them waits any more.
    """
    if wrong := set(answers.values()) - {MINE, FILE}:
        raise InputError(_("Answer mine or file, not {answer}.").format(answer=min(wrong)))
    with writing(db, passphrase) as base:
        open_ones = [one for one in hand_lists.conflicts(base.connection) if one.id in answers]
        if not open_ones:
            raise InputError(_("None of these conflicts waits for an answer any more."))
        if len(open_ones) >= BULK:
            safety.backup_before(base, "bulk edit")
        mine = sum(answers[one.id] == MINE for one in open_ones)
        with changes.change(
            base, _label(mine, len(open_ones) - mine), kind=_KIND, who=user_name()
        ) as change_id:
            hand_lists.decide(base, {one.id: answers[one.id] for one in open_ones})
        refresh(base, sorted({one.customer_id for one in open_ones}))
        return change_id


def always_file(db: Path, field: str, passphrase: str | None = None) -> int:
    """From now on the file's word counts for this field, for everybody; open conflicts of it are answered so.

    One change; returns its number. Raises InputError for a field that no file fills, or where it is so.
    """
    with writing(db, passphrase) as base:
        fields = hand_lists.file_wins(base.connection)
        if not hand_cells.is_column(field):
            raise InputError(_("There is no field {field} that a file fills.").format(field=field))
        if field in fields:
            raise InputError(
                _("For {field} the file's value already counts.").format(field=field_name(field))
            )
        open_ones = [one for one in hand_lists.conflicts(base.connection) if one.field == field]
        if len(open_ones) >= BULK:
            safety.backup_before(base, "bulk edit")
        label = _("From now on the file's value for {field}").format(field=field_name(field))
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            hand_lists.set_file_wins(base, [*fields, field])
            hand_lists.decide(base, dict.fromkeys((one.id for one in open_ones), FILE))
        refresh(base, sorted({one.customer_id for one in open_ones}))
        return change_id


def ask_again(db: Path, field: str, passphrase: str | None = None) -> int:
    """Ask again when a file differs from a hand value of this field; one change, returns its number."""
    with writing(db, passphrase) as base:
        fields = hand_lists.file_wins(base.connection)
        if field not in fields:
            raise InputError(_("For {field} you are asked already.").format(field=field_name(field)))
        label = _("Ask again about {field}").format(field=field_name(field))
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            hand_lists.set_file_wins(base, [name for name in fields if name != field])
        return change_id


def always_file_fields(db: Path, passphrase: str | None = None) -> list[str]:
    """The fields for which the file's word always counts."""
    with reading(db, passphrase) as base:
        return hand_lists.file_wins(base.connection)


def reviewed(
    db: Path, ids: Sequence[int], review_on: date | None = None, passphrase: str | None = None
) -> int:
    """These hand values were looked at and stand; look again on `review_on` (None: never). One change."""
    with writing(db, passphrase) as base:
        text = ngettext("{n} hand value reviewed", "{n} hand values reviewed", len(ids)).format(n=len(ids))
        if review_on is not None:
            text += " · " + _("again on {day}").format(day=day(review_on))
        with changes.change(base, text, kind="edit", who=user_name()) as change_id:
            hand_lists.reviewed(base, ids, review_on.isoformat() if review_on else None)
        return change_id


def take_back(db: Path, ids: Sequence[int], passphrase: str | None = None) -> int:
    """Back to what the file (or the computation) says for these hand values, as one change; returns its
    number. Raises InputError when none of them is there any more."""
    with writing(db, passphrase) as base:
        if len(ids) >= BULK:
            safety.backup_before(base, "bulk edit")
        text = ngettext("{n} hand value taken back", "{n} hand values taken back", len(ids))
        with changes.change(base, text.format(n=len(ids)), kind="edit", who=user_name()) as change_id:
            customers = hand_lists.take_back(base, ids)
            if not customers:
                raise InputError(_("None of these values is there any more."))
        refresh(base, customers)
        return change_id


def _label(mine: int, files: int) -> str:
    parts = []
    if mine:
        parts.append(ngettext("{n} hand value kept", "{n} hand values kept", mine).format(n=mine))
    if files:
        parts.append(
            ngettext("{n} value of the file taken", "{n} values of the file taken", files).format(n=files)
        )
    return ", ".join(parts)
