"""What a command says in words, and the JSON of the parts that are not JSON by themselves."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cli.output import table
from core.field_words import field_name
from core.rows import SheetReport
from core.text import _, day, moment, money, ngettext, number, percent
from core.words import cell_name, coverage_word, score_name, set_name
from strategy.catalogue import channel_name
from strategy.terms import label

if TYPE_CHECKING:
    from actions.exporting import Exported
    from actions.history import ChangeRow, UndoResult
    from actions.whole import Whole

_MOST_ISSUES = 10
_MOST_ROWS = 5
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def import_json(report: SheetReport) -> dict[str, Any]:
    """One sheet's report as design.md §4 has it."""
    return {
        "id": report.id,
        "file": report.file,
        "sheet": report.sheet,
        "kind": report.kind,
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "skipped": report.skipped,
        "conflicts": report.conflicts,
        "possible_duplicates": report.possible_duplicates,
        "mapping": report.mapping,
        "detected": {
            "encoding": report.encoding,
            "delimiter": report.delimiter,
            "header_row": report.header_row,
            "columns": report.detected,
        },
        "issues": [
            {
                "row": issue.row,
                "column": issue.column,
                "code": issue.code,
                "value": issue.value,
                "message": issue.message,
            }
            for issue in report.issues
        ],
    }


def imports(reports: Sequence[SheetReport], *, dry_run: bool = False) -> str:
    """What was read and what became of it, per sheet."""
    rows = [
        [
            report.file if report.sheet in {"", report.file} else f"{report.file} · {report.sheet}",
            kind_name(report.kind),
            *(
                number(n)
                for n in (
                    report.read,
                    report.created,
                    report.updated,
                    report.unchanged,
                    report.rejected,
                    report.skipped,
                )
            ),
        ]
        for report in reports
    ]
    header = [
        _("File"), _("Kind"), _("Read"), _("New"), _("Changed"), _("Unchanged"), _("Rejected"), _("Skipped")
    ]  # fmt: skip
    lines = [table(rows, header, right=range(2, 8))]
    for report in reports:
        lines += [f"  {line}" for line in [*_assumed(report), *_found(report)]]
    if dry_run:
        lines.append(_("Nothing was written: this was a trial."))
    return "\n".join(lines)


def _assumed(report: SheetReport) -> list[str]:
    """Per column what was taken for granted, by the file's own header where it has one."""
    headers = {name: header for header, name in report.mapping.items() if name}
    return [
        f"{headers.get(name, name)}: " + _("assumed: {evidence}").format(evidence=column.evidence)
        for name, column in report.detected.items()
        if column.assumed
    ]


def _found(report: SheetReport) -> list[str]:
    """The findings, equal ones in one line; what cost rows comes first."""
    costly = {why for _row, _cells, why in report.rejected_rows}
    rows: dict[str, list[int | None]] = {}
    for issue in report.issues:
        rows.setdefault(issue.message, []).append(issue.row)
    order = sorted(rows, key=lambda message: (message not in costly, -len(rows[message])))
    lines = [_finding(message, rows[message]) for message in order[:_MOST_ISSUES]]
    more = sum(len(rows[message]) for message in order[_MOST_ISSUES:])
    if more:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
    return lines


def _finding(message: str, rows: list[int | None]) -> str:
    known = [str(row) for row in rows if row]
    if not known:
        return message
    if len(known) == 1:
        return _("row {n}: {what}").format(n=known[0], what=message)
    shown = ", ".join(known[:_MOST_ROWS]) + (" …" if len(known) > _MOST_ROWS else "")
    text = _("{count} rows: {what} (rows {rows})")
    return text.format(count=number(len(known)), what=message.removesuffix("."), rows=shown)


def kind_name(kind: str) -> str:
    """The kind of sheet in words."""
    return {
        "customers": _("customers"),
        "orders": _("orders"),
        "contracts": _("contracts"),
        "interactions": _("contacts"),
        "survey": _("survey"),
    }.get(kind, kind)


def profile(summary: dict[str, Any]) -> str:
    """How many customers are what."""
    n = summary["customers"]
    head = ngettext("{n} customer, reference date {day}.", "{n} customers, reference date {day}.", n)
    lines = [head.format(n=number(n), day=day(summary["as_of"]))]
    for key, name in (
        ("relationship", set_name("relatie")),
        ("value", set_name("waarde")),
        ("engagement", set_name("engagement")),
        ("scrm", set_name("scrm")),
    ):
        cells = [f"{cell_name(cell)} {number(count)}" for cell, count in summary[key].items() if count]
        lines.append(f"{name}: {', '.join(cells) or '-'}")
    clv = summary["clv"]
    if clv.get("total") is not None:
        lines.append(_("Customer value together: {total}").format(total=money(clv["total"])))
        lines += [f"  {sentence}" for sentence in clv.get("explanation", [])]
    return "\n".join(lines)


def card(found: dict[str, Any]) -> str:
    """One customer: fields, relationship, scores with their parts, value and segments."""
    lines = [_("Customer {number}").format(number=found["customer"]), ""]
    for name, entry in found["fields"].items():
        if entry["value"] not in {None, ""} and entry["source"] != "computed":
            mark = "  (" + _("by hand") + ")" if entry["source"] == "hand" else ""
            lines.append(f"{field_name(name):<28} {_value(entry['value'])}{mark}")
    lines += _people(found)
    relationship = found.get("relationship") or {}
    if relationship:
        lines += ["", f"{set_name('relatie')}: {cell_name(relationship['value'])}"]
        lines += [f"  {sentence}" for sentence in relationship["evidence"]]
        lines.append(f"{set_name('binding')}: {cell_name(found['binding'] or 'onbekend')}")
    for name, score in found["scores"].items():
        lines += ["", *_score(score_name(name), score, "")]
    if found["value"]:
        lines += ["", *_worth(found["value"])]
    if found["channels"]:
        lines += ["", *_channels(found["channels"])]
    if found["segments"]:
        lines.append("")
        lines += [f"{set_name(code):<28} {cell_name(cell, code)}" for code, cell in found["segments"].items()]
    return "\n".join(lines)


def _people(found: dict[str, Any]) -> list[str]:
    """Who belongs to the customer: contact persons and the household."""
    lines = [""] if found["contact_persons"] or found["household"] else []
    contact, together = _("Contact person"), _("Household")
    for person in found["contact_persons"]:
        parts = (person[name] for name in ("naam", "functie", "email", "telefoon", "mobiel"))
        lines.append(f"{contact:<28} {', '.join(part for part in parts if part)}")
    if found["household"]:
        names = ", ".join(one["name"] or one["klantnummer"] for one in found["household"]["members"])
        lines.append(f"{together:<28} {found['household']['name']} ({names})")
    return lines


def _channels(found: dict[str, Any]) -> list[str]:
    """What suits this customer, when, and through which channels they may be approached, on what ground."""
    lines = []
    if found["best"]:
        shares = sorted(found["affinity"].items(), key=lambda one: -one[1]["value"])[:3]
        said = ", ".join(f"{channel_name(code)} {percent(one['value'])}" for code, one in shares)
        lines.append(_("Comes through: {channels}").format(channels=said))
    if found["preference"]:
        wish = channel_name(found["preference"])
        lines.append(_("Asks for: {channel}").format(channel=wish))
    if found["moment"]["words"]:
        lines.append(_("Best reached on {words}.").format(words=found["moment"]["words"]))
    for code, one in found["reachable"].items():
        mark = _("yes") if one["promotion"] else _("no")
        lines.append(f"  {channel_name(code):<20} {mark:<4} {one['sentence']}")
    return [*lines, f"  {found['note']}"]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 2)
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return day(value)
    return str(value)


def _score(name: str, score: dict[str, Any], indent: str) -> list[str]:
    value = score["value"]
    known = number(value, 1) if value is not None else _("unknown")
    coverage = coverage_word(score.get("coverage"))
    hand = score.get("hand")
    tail = "  " + _("(coverage {level})").format(level=coverage) if coverage else ""
    if hand:
        tail += "  " + _("by hand: {value}").format(value=number(hand["value"], 1))
    lines = [f"{indent}{name}: {known}{tail}"]
    for part in score["parts"]:
        name = _part_name(part["indicator"])
        lines.append(f"{indent}  {name:<44} {number(part['points'], 1):>8}")
    for component, inner in score.get("components", {}).items():
        if inner["value"] is not None and inner["parts"]:
            lines += _score(score_name(component), inner, indent + "  ")
    return lines


def _part_name(code: str) -> str:
    from analysis.explain import indicator_name

    name = indicator_name(code)
    return score_name(code) if name == code else name


def _worth(value: dict[str, Any]) -> list[str]:
    lines = []
    if value["clv"] is None:
        lines.append(_("Customer value: unknown"))
    else:
        text = _("Customer value: {clv} (80% between {low} and {high})")
        low, high = value["clv_low"], value["clv_high"]
        if low is None or high is None:
            lines.append(_("Customer value: {clv}").format(clv=money(value["clv"])))
        else:
            lines.append(text.format(clv=money(value["clv"]), low=money(low), high=money(high)))
    crv = money(value["crv"]) if value["crv"] is not None else _("unknown")
    lines.append(_("Referral value: {crv}").format(crv=crv))
    active = percent(value["p_active"]) if value["p_active"] is not None else _("unknown")
    lines.append(_("Chance of still being active: {share}").format(share=active))
    return lines


def segments(found: dict[str, Any]) -> str:
    """The cells of a set."""
    rows = [
        [
            cell_name(cell["name"], found["set"]),
            number(cell["customers"]),
            percent(cell["share"], 1),
            money(cell["clv_total"]) if cell["clv_total"] is not None else _("unknown"),
        ]
        for cell in found["cells"]
    ]
    head = [set_name(found["set"]), _("Customers"), _("Share"), _("Customer value")]
    return table(rows, head, right=(1, 2, 3))


def exported(done: "Exported") -> str:
    """How many customers went into the workbook, how many did not, and why."""
    text = ngettext("{n} customer written to {file}.", "{n} customers written to {file}.", done.customers)
    lines = [text.format(n=number(done.customers), file=done.to)]
    lines.append(_("Set: {name}").format(name=set_name(done.set_name)))
    lines += [f"{number(count)} × {why}" for why, count in done.left_out.items() if count]
    return "\n".join(lines)


def whole(done: "Whole") -> str:
    """The whole way in one summary, and where the workbook lies."""
    return "\n\n".join(
        [
            imports(done.reports),
            profile(done.summary),
            advice_in_short(done.advice),
            _("The workbook is here: {file}").format(file=done.to),
        ]
    )


def whole_json(done: "Whole") -> dict[str, Any]:
    """The whole way as design.md §4 has it."""
    return {
        "imports": [import_json(report) for report in done.reports],
        "profile": done.summary,
        "to": str(done.to),
    }


def advice_in_short(found: dict[str, Any]) -> str:
    """One line a segment."""
    rows = []
    for segment in found["segments"]:
        lead = {
            phase: ", ".join(channel_name(channel) for channel in segment["channels"][phase]["lead"][:1])
            or "-"
            for phase in ("voor", "tijdens", "na")
        }
        rows.append(
            [
                cell_name(segment["name"], found["set"]),
                number(segment["customers"]),
                label(segment["form"]),
                *lead.values(),
            ]
        )
    head = [_("Segment"), _("Customers"), _("Form"), _("Before"), _("During"), _("After")]
    return table(rows, head, right=(1,))


def change_json(row: "ChangeRow") -> dict[str, Any]:
    """One change of the history."""
    return {
        "id": row.id,
        "label": row.label,
        "kind": row.kind,
        "who": row.who,
        "at": row.at,
        "rows": row.rows,
        "undone": row.undone,
        "undoes": row.undoes,
    }


def history(rows: Sequence["ChangeRow"]) -> str:
    """The changes, the latest first."""
    if not rows:
        return _("Nothing was changed yet.")
    lines = [
        [
            str(row.id),
            moment(row.at),
            row.who,
            number(row.rows),
            _change_name(row),
        ]
        for row in rows
    ]
    return table(lines, [_("Nr"), _("When"), _("Who"), _("Rows"), _("Change")], right=(0, 3))


def _change_name(row: "ChangeRow") -> str:
    """What the change was: an undo and a redo carry the label of the change that they are about."""
    if row.undoes is not None:
        return _("Undone: {label}").format(label=row.label)
    if row.redoes is not None:
        return _("Done again: {label}").format(label=row.label)
    return row.label + (" (" + _("undone") + ")" if row.undone else "")


def undone(result: "UndoResult") -> str:
    """What became of each row of the change that was undone."""
    lines = [_("Undone: {label}").format(label=result.label)]
    n = result.reversed
    lines.append(ngettext("{n} row put back", "{n} rows put back", n).format(n=number(n)))
    if n := result.kept:
        text = ngettext(
            "{n} row kept, because it was changed since", "{n} rows kept, because they were changed since", n
        )
        lines.append(text.format(n=number(n)))
    if n := result.impossible:
        text = ngettext("{n} row could not be put back", "{n} rows could not be put back", n)
        lines.append(text.format(n=number(n)))
    return "\n".join(lines)
