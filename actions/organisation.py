"""What the user says of the organisation: settings, self-assessments, rules, own words over the advice.

Each deed is one labelled change of the settings, which undo takes back like any other.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from actions.base import change_settings, reading, user_name
from core.errors import InputError
from core.settings import Settings
from core.text import _
from models import profiles, settings_store

if TYPE_CHECKING:
    from strategy.rule_table import Line, Read

#: what the user can write over in the advice
OWN_FIELDS: Final = ("core_message", "proposition", "goal_text", "note")
#: the page Organisatie saves these, and nothing else
ORGANISATION: Final = (
    *("organisation_name", "offers", "data_only_service", "complexity", "customer_need", "has_moderator"),
    *("margin_percent", "acquisition_cost", "conversion", "promote_to_existing_customers", "yearly_budget"),
    "channels",
)
_LONGEST: Final = 2000


def settings(db: Path, passphrase: str | None = None) -> Settings:
    """The settings in force."""
    with reading(db, passphrase) as base:
        return settings_store.load(base)


def channels_seen(db: Path, passphrase: str | None = None) -> frozenset[str]:
    """The channels that the last profile run found in use in the base: the advice takes them as there."""
    with reading(db, passphrase) as base:
        run = profiles.latest(base)
        return frozenset(run.context.get("channels", {}).get("seen", ())) if run else frozenset()


def save_organisation(db: Path, values: Mapping[str, Any], passphrase: str | None = None) -> bool:
    """Save fields of `ORGANISATION` as one change; whether anything was different.

    Amounts are euros, `margin_percent` 0..100 or None, `conversion` a share 0..1. Raises InputError for a
    value that cannot be, or a field that is none of the organisation's.
    """
    for name, value in values.items():
        _check(name, value)
    return change_settings(db, _("Organisation"), lambda known: replace(known, **values), passphrase, _usable)


def save_answers(
    db: Path, assessment: str, answers: Mapping[str, int], passphrase: str | None = None
) -> bool:
    """Save the answers (question → 1..5) of a self-assessment in place of what was there; {} clears it."""
    from strategy import assessments

    known = {q.code for q in assessments.questions() if q.assessment == assessment}
    if not known or not set(answers) <= known or not set(answers.values()) <= set(assessments.ANSWERS):
        raise InputError(_("These answers do not belong to the questions of this self-assessment."))

    def made(found: Settings) -> Settings:
        rest = {name: given for name, given in found.assessments.items() if name != assessment}
        return replace(found, assessments={**rest, assessment: dict(answers)} if answers else rest)

    return change_settings(db, assessments.name(assessment), made, passphrase, _usable)


def save_rule(db: Path, code: str, change: Mapping[str, Any] | None, passphrase: str | None = None) -> bool:
    """Change one rule ({"off": True}, {"points": …}, a whole own one), or restore it (None: as it came; an
    own rule is gone). Raises InputError when the rule cannot be used."""

    def made(found: Settings) -> Settings:
        rules = {name: one for name, one in found.rules.items() if name != code}
        return replace(found, rules=rules if change is None else {**rules, code: dict(change)})

    label = _("Rule {code} restored") if change is None else _("Rule {code}")
    return change_settings(db, label.format(code=code), made, passphrase, _usable)


def rules(db: Path, passphrase: str | None = None) -> "list[Line]":
    """Every rule with its state, in the order of the table."""
    from strategy.rule_table import lines

    return lines(settings(db, passphrase))


def switch_rule(db: Path, code: str, *, off: bool, passphrase: str | None = None) -> bool:
    """Switch a rule off or on; whether anything was different. Raises InputError for one that is not."""
    from strategy.rule_table import change_of

    found = next((line for line in rules(db, passphrase) if line.rule.code == code), None)
    if found is None:
        raise InputError(_("There is no rule {code}; `rules` lists them.").format(code=code))
    return save_rule(db, code, change_of(found, off=off), passphrase)


def restore_rules(db: Path, passphrase: str | None = None) -> bool:
    """All rules as they came; own ones are gone (and come back with undo)."""
    return change_settings(
        db, _("All rules restored"), lambda found: replace(found, rules={}), passphrase, _usable
    )


def import_rules(db: Path, file: Path, passphrase: str | None = None) -> "Read":
    """Take the rules of a CSV file; raises InputError naming the row and column that is wrong."""
    from strategy.rule_table import read

    found = read(file)
    label = _("Rules from {file}").format(file=file.name)
    change_settings(db, label, lambda known: replace(known, rules=dict(found.rules)), passphrase, _usable)
    return found


def export_rules(db: Path, to: Path, passphrase: str | None = None) -> int:
    """Write all rules as CSV; how many there are."""
    from strategy.rule_table import csv_text, lines

    known = settings(db, passphrase)
    try:
        to.write_text(csv_text(known), encoding="utf-8-sig", newline="")
    except OSError as error:
        sentence = _("{file} cannot be written; check the folder and the free space.")
        raise InputError(sentence.format(file=to)) from error
    return len(lines(known))


def own_text(
    db: Path,
    set_name: str,
    segment: str,
    field: str,
    text: str | None,
    reason: str = "",
    passphrase: str | None = None,
    *,
    called: str = "",
) -> bool:
    """The user's words in place of ours in the advice for a segment; None goes back to ours. `called`: how
    the history names the segment, where its own name says nothing."""
    from strategy.own_texts import key

    if field not in OWN_FIELDS:
        raise InputError(_("There is no field {field} that can be set by hand.").format(field=field))
    words = (text or "").strip()[:_LONGEST]
    now = datetime.now(UTC).isoformat(timespec="seconds")

    def made(found: Settings) -> Settings:
        texts = {name: dict(fields) for name, fields in found.own_texts.items()}
        of_segment = texts.pop(key(set_name, segment), {})
        of_segment.pop(field, None)
        if words:
            of_segment[field] = {"text": words, "reason": reason.strip(), "who": user_name(), "at": now}
        if of_segment:
            texts[key(set_name, segment)] = of_segment
        return replace(found, own_texts=texts)

    label = _("Own text for {segment}") if words else _("Back to the advised text for {segment}")
    return change_settings(db, label.format(segment=called or segment), made, passphrase, _usable)


def _usable(wanted: Settings) -> None:
    """Raises InputError where the advice could not be made with these settings."""
    from strategy.rules import in_force

    in_force(wanted)


def _check(name: str, value: Any) -> None:
    if name not in ORGANISATION:
        raise InputError(_("There is no field {field} that can be set by hand.").format(field=name))
    if name == "channels":
        for code, own in value.items():
            for what in ("cost", "capacity"):
                _amount(own.get(what), f"{code} {what}", 1e9)
    elif name in ("margin_percent", "acquisition_cost", "yearly_budget"):
        _amount(value, name, 100 if name == "margin_percent" else 1e9)
    elif name in _FLAGS and not isinstance(value, bool):
        raise InputError(_("{name} is yes or no, not {value}.").format(name=name, value=value))
    elif name == "conversion" and (value is None or not 0 <= value <= 1):
        raise InputError(_("The conversion lies between 0 and 100 %."))
    elif name in _CHOICES and value not in _CHOICES[name]:
        raise InputError(
            _("{value} is not possible for {field}; choose from {choices}.").format(
                value=value, field=name, choices=", ".join(_CHOICES[name])
            )
        )


def _amount(value: Any, name: str, most: float) -> None:
    if value is not None and not 0 <= float(value) <= most:
        raise InputError(
            _("{value} is not between {low} and {high}.").format(
                value=f"{name}: {value}", low=0, high=f"{most:g}"
            )
        )


_FLAGS: Final = ("data_only_service", "has_moderator", "promote_to_existing_customers")
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "offers": ("product", "dienst", "beide"),
    "complexity": ("laag", "midden", "hoog"),
    "customer_need": ("", "gemak", "zekerheid", "aandacht"),
}
