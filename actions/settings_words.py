"""The settings of the computation as words of the command line: `margin_percent=35`, `border_clv=250`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from actions.settings import current, named
from core.errors import InputError
from core.setting_specs import FLAG, SHARE, SPECS, TEXTS, Spec, differences
from core.settings import Settings, with_model
from core.text import _, number

_YES: Final = ("ja", "yes", "1", "true")
_NO: Final = ("nee", "no", "0", "false")
#: what takes a setting back to its default
_MEDIAN: Final = ("mediaan", "de mediaan", "median", "the median")
_USUAL: Final = ("", "standaard", "default", "-")
#: the tables: setting → the highest value of an entry
_TABLES: Final = {"contact_points": 100.0, "weights": 100.0, "border_percentiles": 100.0}


def changed(settings: Settings, said: Sequence[tuple[str, str]]) -> Settings:
    """The settings with what was said, each (name, value as text; 'standaard': the default).

    A name of `core.setting_specs.SPECS` (shares as a percentage: discount_yearly=10), or
    `contact_points.<kind>`, `weights.<score>.<indicator>`, `border_percentiles.<axis>`. Raises InputError
    naming what is wrong.
    """
    for name, text in (_border(*each) for each in said):
        head, dot, entry = name.partition(".")
        if dot and head in _TABLES:
            settings = _entered(settings, head, entry, text)
        elif name in SPECS:
            settings = _one(settings, SPECS[name], text)
        else:
            raise InputError(_("There is no setting {name}; `settings` shows them.").format(name=name))
    return settings


def draft(
    db: Path, said: Sequence[tuple[str, str]], start: str | None = None, passphrase: str | None = None
) -> Settings:
    """The settings in force (or those kept under the name `start`) with what was said."""
    now = current(db, passphrase)
    if start is not None:
        kept = named(db, passphrase)
        if start not in kept:
            known = ", ".join(kept) or _("none")
            text = _("No settings are kept under the name {name}; kept are: {names}.")
            raise InputError(text.format(name=start, names=known))
        now = with_model(now, kept[start])
    return changed(now, said)


def label(now: Settings, then: Settings) -> str:
    """What the history calls the change; '' where nothing differs."""
    names = differences(now, then)
    return _("Settings: {names}").format(names=", ".join(names)) if names else ""


def _border(name: str, text: str) -> tuple[str, str]:
    """`border_clv=75%` and `border_clv=mediaan` are percentiles, not a number of euros."""
    from analysis.borders import AXES, MEDIAN

    said = text.strip().lower()
    if name not in AXES.values() or not (said in _MEDIAN or said.endswith("%")):
        return name, text
    if said in _MEDIAN and name == AXES["clv"]:
        return name, _USUAL[1]
    entry = f"border_percentiles.{name.removeprefix('border_')}"
    return entry, str(MEDIAN) if said in _MEDIAN else said


def _one(settings: Settings, spec: Spec, text: str) -> Settings:
    if text.strip().lower() in _USUAL:
        value: Any = getattr(Settings(), spec.name)
    elif spec.kind == FLAG:
        value = _flag(spec.name, text)
    elif spec.kind == TEXTS:
        value = tuple(each.strip() for each in text.split(",") if each.strip())
    else:
        if text.strip().endswith("%") and spec.unit != "%":
            raise InputError(_("{name} is a number, not {value}.").format(name=spec.name, value=text))
        value = spec.kept(_number(spec.name, text, spec.low, spec.high))
    changes: dict[str, Any] = {spec.name: value}
    axis = spec.name.removeprefix("border_")
    if axis in settings.border_percentiles:
        # a border that is given as a number is no percentile any more
        changes["border_percentiles"] = {
            key: share for key, share in settings.border_percentiles.items() if key != axis
        }
    return replace(settings, **changes)


def _entered(settings: Settings, table: str, entry: str, text: str) -> Settings:
    known = _entries(table)
    if entry not in known:
        message = _("There is no {name}; choose from: {names}.")
        raise InputError(message.format(name=f"{table}.{entry}", names=", ".join(sorted(known))))
    kept = {key: value for key, value in getattr(settings, table).items() if key != entry}
    if text.strip().lower() not in _USUAL:
        kept[entry] = _number(f"{table}.{entry}", text, 0.0, _TABLES[table])
    changes: dict[str, Any] = {table: kept}
    return replace(settings, **changes)


def _entries(table: str) -> set[str]:
    from analysis.borders import AXES
    from analysis.kinds import load
    from analysis.weights import USUAL

    if table == "contact_points":
        return {kind.code for kind in load() if kind.dimension}
    if table == "weights":
        return {f"{score}.{part}" for score, parts in USUAL.items() for part in parts}
    return set(AXES)


def _flag(name: str, text: str) -> bool:
    if text.strip().lower() not in (*_YES, *_NO):
        raise InputError(_("{name} is yes or no, not {value}.").format(name=name, value=text))
    return text.strip().lower() in _YES


def _number(name: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        raise InputError(_("{name} is a number, not {value}.").format(name=name, value=text)) from None
    if not low <= value <= high:
        message = _("{name} lies between {low} and {high}, not at {value}.")
        raise InputError(message.format(name=name, low=number(low), high=number(high), value=text))
    return value


def value_json(settings: Settings) -> dict[str, Any]:
    """Every setting of the computation as `--set` takes it: shares as percentages."""
    shown: dict[str, Any] = {}
    for name, spec in SPECS.items():
        value = getattr(settings, name)
        shown[name] = list(value) if spec.kind == TEXTS else value
        if spec.kind == SHARE:
            shown[name] = round(float(value) * 100.0, 10)
    return shown | {name: dict(getattr(settings, name)) for name in _TABLES}
