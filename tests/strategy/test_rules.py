"""The tables that a user may change: what ships is sound, and every mistake is named by row and column."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import InputError
from core.paths import RESOURCES
from core.settings import Settings
from core.text import set_language
from strategy import catalogue, rules
from strategy.advice import advise
from strategy.prepare import FULL_POINTS, prepare
from strategy.terms import FORMS, LEVELS, ROLES, TARGETS, label
from tests.strategy.bases import base, generated

Folder = Callable[[str, str, str], Path]


def test_the_shipped_rules_are_many_and_each_has_reasons_and_a_source() -> None:
    shipped = rules.load()
    assert len(shipped) >= 80
    for rule in shipped:
        assert rule.reason_nl.endswith((".", "!"))
        assert rule.reason_en.endswith((".", "!"))
        assert rule.reason_nl != rule.reason_en
        assert rule.source
        assert rule.points
        assert "  " not in rule.reason_nl


def test_every_code_that_can_be_advised_gets_points_from_some_rule() -> None:
    given = {target.partition("@")[0] for rule in rules.load() for target in rule.points}
    for kind in ("form", "goal", "level", "paradigm", "timing", "community", "immersion", "role"):
        wanted = {f"{kind}:{code}" for code in TARGETS[kind]}
        assert wanted <= given | {"role:gefaciliteerd"}, kind
    assert {"care:webcare", "care:klant_helpt_klant", "care:klant_helpt_organisatie"} <= given


def test_every_code_has_words() -> None:
    set_language("en")
    try:
        for kind in set(TARGETS) - {"kpi"}:
            assert not [code for code in TARGETS[kind] if label(code) == code and code != "community"]
    finally:
        set_language("nl")
    assert set(catalogue.load().forms) == set(FORMS)
    assert {c.technology for c in catalogue.load().channels.values()} == set(ROLES)
    assert len(LEVELS) == 5


def test_at_most_one_form_of_a_customer_reaches_the_end_of_the_scale() -> None:
    for seed in range(12):
        found = generated(seed, 60, Settings(has_moderator=True, data_only_service=True))
        names = [f"k{i}" for i in range(60)]
        for segment in prepare(*found.arguments(), cells=names).segments:
            full = [form for form in FORMS if segment.points.get(f"form:{form}", 0.0) > FULL_POINTS]
            assert len(full) <= 1, "two forms beyond the scale could not be told apart by their fit"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the tables with one text replaced in one of them."""

    def make(file: str, old: str, new: str) -> Path:
        for name in ("channels.csv", "forms.csv", "rules.csv"):
            text = (RESOURCES / name).read_text("utf-8")
            if name == file:
                assert old in text
                text = text.replace(old, new, 1)
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("relatievorm = geen,", "relatievrom = geen,", "when"),
        ("relatievorm = geen,", "relatievorm = gene,", "when"),
        ("relatievorm = geen,", "relatievorm > 3,", "when"),
        ("relatievorm = geen,", "satisfaction = hoog,", "when"),
        ("relatievorm = geen,", "satisfaction < veel,", "when"),
        ("relatievorm = geen,", "altijd,", "when"),
        ("form:persoonlijke_assistentie +45", "form:persoonlijke_hulp +45", "points"),
        ("form:persoonlijke_assistentie +45", "form:persoonlijke_assistentie veel", "points"),
        ("form:persoonlijke_assistentie +45", "form:persoonlijke_assistentie@voor +45", "points"),
        ("form:persoonlijke_assistentie +45", "form:persoonlijke_assistentie +45000", "points"),
        ("geen_informatie,", "relatie_geen,", "rule"),
        ("waarde|promotie|", "waarden|promotie|", "silences"),
    ],
)
def test_a_mistake_in_a_rule_is_named(folder: Folder, old: str, new: str, column: str) -> None:
    path = folder("rules.csv", old, new)
    lines = (path / "rules.csv").read_text("utf-8").splitlines()
    row = 1 + max(i for i, line in enumerate(lines[:20]) if new in line)
    with pytest.raises(InputError) as caught:
        rules.load(path)
    assert f"rules.csv, rij {row}, kolom {column}" in str(caught.value)


def test_a_near_miss_is_suggested(folder: Folder) -> None:
    with pytest.raises(InputError, match="relatievorm"):
        rules.load(folder("rules.csv", "relatievorm = geen,", "relatievrom = geen,"))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("channels.csv", ",face_to_face,ondersteund", ",face_to_face,geholpen", "rij 2, kolom technology"),
        ("channels.csv", "voor|tijdens|na,8,", "voor|tijdens|na,acht,", "rij 2, kolom cost"),
        ("channels.csv", "voor|tijdens|na,8,", "voor|morgen,8,", "rij 2, kolom phases"),
        ("channels.csv", "chat|livechat", "telefoon|livechat", "kolom synonyms"),
        ("channels.csv", "code,nl,", "kode,nl,", "kolom code ontbreekt"),
        ("channels.csv", "faq|veelgestelde", "faq,veelgestelde", "cellen"),
        ("forms.csv", "accountmanager|telefoon,", "accountmanager|telefoom,", "rij 2, kolom carriers"),
        ("forms.csv", "accountmanager=45", "accountmanager=veel", "rij 2, kolom channels"),
    ],
)
def test_a_mistake_in_the_catalogue_is_named(
    folder: Folder, file: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        catalogue.load(folder(file, old, new))
    assert file in str(caught.value)
    assert said in str(caught.value)


def test_a_semicolon_table_from_a_dutch_spreadsheet_is_read(folder: Folder) -> None:
    path = folder("rules.csv", "rule,", "rule,") / "rules.csv"
    import csv

    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert len(rules.load(path.parent)) == len(rules.load())


def test_a_rule_is_switched_off_changed_and_added() -> None:
    row = {"set_waarde": "vrek"}
    plain = advise(*base([row]).arguments()).json()["segments"][0]
    off = Settings(rules={"waarde_vrek": {"off": True}})
    without = advise(*base([row], None, off).arguments()).json()["segments"][0]
    assert without["points"]["zelfbediening"] == plain["points"]["zelfbediening"] - 25
    own: dict[str, dict[str, Any]] = {
        "waarde_vrek": {"points": {"form:zelfbediening": 3}},
        "onze_regel": {
            "when": "waarde = vrek",
            "points": {"form:cocreatie": 100},
            "reason_nl": "Wij {willen} het zo.",
        },
    }
    changed = advise(*base([row], None, Settings(rules=own)).arguments()).json()["segments"][0]
    assert changed["form"] == "cocreatie"
    assert changed["points"]["zelfbediening"] == plain["points"]["zelfbediening"] - 22
    assert "Wij {willen} het zo." in [r["reason"] for r in changed["reasons"]]


@pytest.mark.parametrize(
    "change",
    [
        {"points": {"form:zelfbediening": 3}},
        {"when": "waarde = vrek"},
        {"when": "waarde = gierig", "points": {"form:zelfbediening": 3}},
        {"when": "", "points": {"form:zelfbediening": "veel"}},
        {"when": "", "points": {"form:zelfbediening": float("nan")}},
        {"when": "", "points": {"vorm:zelfbediening": 3}},
    ],
)
def test_an_own_rule_that_cannot_be_used_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="eigen_regel"):
        rules.in_force(Settings(rules={"eigen_regel": change}))


def test_the_reason_is_in_the_users_language_with_the_segments_own_numbers() -> None:
    rule = next(r for r in rules.load() if r.code == "kosten_voor_opzegdatum")
    numbers = {"satisfaction": 31.4, "days_to_notice": 12.0}
    assert "tevredenheid 31," in rule.reason(numbers)
    set_language("en")
    try:
        assert "satisfaction 31," in rule.reason(numbers)
        assert "?" in rule.reason(dict.fromkeys(numbers, np.nan))
    finally:
        set_language("nl")


def test_a_silenced_group_counts_for_nobody_it_silences() -> None:
    found = generated(3, 50)
    names = list(found.values["relatievorm"])
    segments = {s.numbers.name: s for s in prepare(*found.arguments(), cells=names).segments}
    groups = {given.rule.group for given in segments["gedwongen"].given}
    assert not groups & {"waarde", "promotie", "engagement", "binding", "community"}
    assert "waarde" in {given.rule.group for given in segments["langdurig"].given}


def test_a_setting_of_the_organisation_reaches_the_rules() -> None:
    row = {"relatievorm": "geen", "set_scrm": "acquisitie", "set_waarde": "prospect"}
    made = base([row])
    for wanted, rule in (("hoog", "complex_hulp"), ("laag", "eenvoudig_zelf")):
        settings = replace(made.settings, complexity=wanted)
        found = advise(made.values, made.facts, made.frames, "relatie", settings).json()["segments"][0]
        assert rule in {r["rule"] for r in found["reasons"]}
