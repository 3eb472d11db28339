"""Own segments on a base: the SQL means what the sentence says; history, lists and advice have them."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from actions import advising, exporting, history, importing, own_sets, planning
from core.errors import InputError
from core.own_segments import (
    ALL,
    ALONE,
    ANY,
    FIELDS,
    OPERATORS,
    OWN_SET,
    REST,
    Group,
    OwnSegment,
    Rule,
    field_of,
)
from core.segment_words import parse, segment_words
from models.own_segments import ids, in_cell
from models.queries import Reader
from tests.cli.calling import write_csv

AS_OF = date(2026, 6, 30)
HEAD = "Klantnummer;Achternaam;E-mail;Plaats;Klant sinds;NPS;Lid;Toestemming e-mail;Kleur"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from actions.profiling import profile

    rng, folder = random.Random(7), tmp_path_factory.mktemp("own")
    people = []
    for n in range(1, 41):
        since = AS_OF - timedelta(days=rng.randrange(4000))
        place = rng.choice(["Ede", "Bergen en Dal", "", "ede"])
        cells = [str(n), f"Naam{n}", rng.choice([f"n{n}@voorbeeld.nl", ""]), place]
        cells += [rng.choice([since.strftime("%d-%m-%Y"), ""]), rng.choice(["", "3", "7", "9", "10"])]
        cells += [
            rng.choice(["ja", "nee", ""]),
            rng.choice(["ja", "nee", ""]),
            rng.choice(["rood", "blauw", ""]),
        ]
        people.append(";".join(cells))
    ago = [(AS_OF - timedelta(days=rng.randrange(900))).strftime("%d-%m-%Y") for _n in range(31)]
    orders = [
        f"{n};B{n}-{k};{ago[(n + 7 * k) % 31]};{rng.randrange(5, 400)},00"
        for n in range(1, 31)
        for k in range(rng.randrange(4))
    ]
    files = [write_csv(folder / "klanten.csv", HEAD, people)]
    files.append(write_csv(folder / "orders.csv", "Klantnummer;Bestelnummer;Besteldatum;Bedrag", orders))
    db = folder / "b.klantbeeld"
    importing.apply(db, [importing.ImportRequest(file, as_of=AS_OF) for file in files])
    profile(db, AS_OF)
    return db


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copy(made, tmp_path / "b.klantbeeld"))


def holds(rule: Rule, value: Any) -> bool:
    """The rule, written down once more, plainly."""
    found = field_of(rule.field)
    assert found is not None
    unknown = value is None or value == ""
    if rule.operator in ("known", "unknown"):
        return unknown == (rule.operator == "unknown")
    if unknown:
        # in a set who is unknown is in the cell of that name
        value = "onbekend" if found.column.startswith("set_") else None
    if value is None:
        return False
    if found.kind == "flag":
        return bool(value) == (rule.operator == "yes")
    if found.kind == "date":
        return date_holds(rule, date.fromisoformat(str(value)[:10]))
    if found.kind == "number":
        number, bound = float(value) * found.scale, float(rule.value or 0)
        return {
            "at_least": number >= bound,
            "at_most": number <= bound,
            "below": number < bound,
            "above": number > bound,
        }[rule.operator]
    one, other = str(value).lower(), str(rule.value).lower()
    return {"is": one == other, "is_not": one != other, "contains": other in one}[rule.operator]


def date_holds(rule: Rule, day: date) -> bool:
    if rule.operator in ("before", "from"):
        return (day < date.fromisoformat(str(rule.value))) == (rule.operator == "before")
    away = (day - AS_OF).days
    step = int(float(rule.value or 0))
    return {"within": 0 <= away <= step, "last": -step <= away <= 0, "longer_ago": away < -step}[
        rule.operator
    ]


def a_rule(rng: random.Random) -> Rule:
    found = FIELDS[rng.choice(sorted(FIELDS))]
    operator = rng.choice(OPERATORS[found.kind])
    if operator in ALONE:
        return Rule(found.code, operator)
    if found.kind == "choice":
        return Rule(found.code, operator, rng.choice(found.choices))
    if found.kind == "date":
        days = operator in ("within", "last", "longer_ago")
        day = (AS_OF - timedelta(days=rng.randrange(2000))).isoformat()
        return Rule(found.code, operator, float(rng.randrange(1500)) if days else day)
    if found.kind == "number":
        return Rule(found.code, operator, float(rng.choice([0, 3, 7, 9, 40, 200])))
    return Rule(found.code, operator, rng.choice(["Ede", "Bergen en Dal", "en", "x"]))


def test_the_base_finds_who_the_rules_ask_for(made: Path) -> None:
    rng = random.Random(11)
    with Reader(made) as reader:
        everybody = list(reader.ids())
        columns = sorted({found.column for found in FIELDS.values()})
        rows = dict(zip(everybody, reader.rows(everybody, columns), strict=True))
        at = {name: place for place, name in enumerate(columns)}
        some = 0
        for _turn in range(400):
            groups = tuple(
                Group(rng.choice([ALL, ANY]), tuple(a_rule(rng) for _k in range(rng.randrange(1, 4))))
                for _g in range(rng.randrange(1, 3))
            )
            segment = OwnSegment(rng.choice([ALL, ANY]), groups)

            def inside(one: int, segment: OwnSegment = segment) -> bool:
                kinds = {ALL: all, ANY: any}
                return kinds[segment.match](
                    kinds[group.match](
                        holds(rule, rows[one][at[FIELDS[rule.field].column]]) for rule in group.rules
                    )
                    for group in segment.groups
                )

            expected = {one for one in everybody if inside(one)}
            some += bool(expected)
            assert ids(reader._connection, segment) == expected, segment_words(segment)
        assert some > 100


def test_an_own_segment_is_a_step_of_the_history_and_counts_live(db: Path) -> None:
    own_sets.keep(db, "Ede", parse("plaats is Ede"))
    before = {one["name"]: one["customers"] for one in own_sets.listed(db)["segments"]}
    assert before["Ede"] > 0
    with Reader(db) as reader:
        outside = next(one for one in reader.ids() if one not in in_cell(reader._connection, OWN_SET, "Ede"))
        inside = next(iter(in_cell(reader._connection, OWN_SET, "Ede")))
    own_sets.by_hand(db, "Ede", add=[outside], remove=[inside])
    with Reader(db) as reader:
        now = set(reader.ids(set_name=OWN_SET, cell="Ede"))
        assert outside in now and inside not in now and len(now) == before["Ede"]
        assert inside in reader.ids(set_name=OWN_SET, cell=REST)
        assert reader.own_count(reader.own_segments()["Ede"]) == len(now)
    history.undo(db)
    assert own_sets.listed(db)["segments"][0]["rules"]["added"] == []
    history.undo(db)
    assert own_sets.listed(db)["segments"] == []
    with Reader(db) as reader:  # a kept view of a segment that is gone shows nobody
        assert list(reader.ids(set_name=OWN_SET, cell="Ede")) == []


def test_cells_cover_everybody_and_the_advice_has_each_own_segment(db: Path) -> None:
    own_sets.keep(db, "Ede", parse("plaats is Ede"))
    own_sets.keep(db, "Leden", parse("lid is ja"))
    cells = {cell["name"]: cell["customers"] for cell in advising.segments(db, OWN_SET)["cells"]}
    assert list(cells) == ["Ede", "Leden", REST]
    with Reader(db) as reader:
        both = set(reader.ids(set_name=OWN_SET, cell="Ede")) & set(reader.ids(set_name=OWN_SET, cell="Leden"))
    assert both, "the two overlap"
    assert sum(cells.values()) == 40 + len(both)
    advice = advising.advise(db, OWN_SET)
    assert {s["name"]: s["customers"] for s in advice["segments"]} == cells
    assert str(len(both)) in " ".join(advice["notes"])
    alone = advising.advise(db, "Leden")
    assert [s["name"] for s in alone["segments"]] == ["Leden"]
    mine = next(s for s in advice["segments"] if s["name"] == "Leden")
    assert alone["segments"][0]["reasons"] == mine["reasons"]


def test_each_customer_is_contacted_once_and_lists_are_written_whole(db: Path, tmp_path: Path) -> None:
    own_sets.keep(db, "Ede", parse("plaats is Ede"))
    own_sets.keep(db, "Leden", parse("lid is ja"))
    planned = planning.export_plan(db, tmp_path / "a.xlsx", OWN_SET).plan
    rows = [task.row for channel in planned.channels for task in channel.tasks]
    assert len(rows) == len(set(rows)) and len(rows) + sum(planned.nobody.values()) == 40
    done = exporting.export(db, tmp_path / "e.xlsx", segment="leden")
    count = next(c["customers"] for c in advising.segments(db, OWN_SET)["cells"] if c["name"] == "Leden")
    assert (done.set_name, done.customers) == (OWN_SET, count)
    assert exporting.export(db, tmp_path / "f.xlsx", "Leden").customers == count


@pytest.mark.parametrize("name", ["", "waarde", "Klantwaardematrix", "eigen", "overig", "a|b", "x" * 61])
def test_a_name_that_means_something_else_is_refused(db: Path, name: str) -> None:
    with pytest.raises(InputError, match="naam"):
        own_sets.keep(db, name, parse("lid is ja"))


def test_what_does_not_exist_is_said(db: Path) -> None:
    with pytest.raises(InputError, match="Geen"):
        own_sets.forget(db, "Geen")
    with pytest.raises(InputError, match="sterrenbeeld"):
        advising.segments(db, "sterrenbeeld")
    with pytest.raises(InputError, match="9999"):
        own_sets.by_hand_numbers(db, "X", add=["9999"])
    with pytest.raises(InputError, match="tevredenheid"):
        own_sets.keep(db, "Niets", OwnSegment())
    with pytest.raises(InputError, match="regel"):
        own_sets.keep(db, "Fout", OwnSegment(ALL, (Group(ALL, (Rule("nps", "contains", "x"),)),)))


def test_a_column_of_the_users_own_can_be_asked(db: Path) -> None:
    with Reader(db) as reader:
        assert "Kleur" in reader.own_columns()
        red = reader.own_count(parse("veld Kleur is rood"))
        assert red and red + reader.own_count(parse("veld Kleur is niet rood")) < 40


def test_the_advice_is_the_same_when_everything_is_read(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from strategy import needs

    lean = advising.advise(db, "scrm")
    everything = type("All", (), {"__contains__": lambda _self, _name: True})()
    monkeypatch.setattr(needs, "CUSTOMER_COLUMNS", everything)
    monkeypatch.setattr(needs, "PROFILE_COLUMNS", everything)
    assert advising.advise(db, "scrm") == lean


def test_who_is_erased_is_gone_from_own_words_and_own_segments(db: Path, tmp_path: Path) -> None:
    from actions import organisation, rights

    with Reader(db) as reader:
        one, other = reader.find("5"), reader.find("6")
    assert one is not None and other is not None
    own_sets.by_hand(db, "Bellen", add=[one, other])
    said = "Kom langs in de Lindelaan"
    organisation.own_text(db, "klant", str(one), "core_message", said, "besproken", called="Naam5")
    rights.access(db, "5", tmp_path / "inzage.html")
    shown = (tmp_path / "inzage.html").read_text(encoding="utf-8")
    assert said in shown and "Bellen" in shown
    rights.erase(db, "5")
    with Reader(db) as reader:
        assert reader.own_segments()["Bellen"].added == (other,)
        assert reader.settings().own_texts == {}
    left = db.read_bytes()
    assert said.encode() not in left and b"Naam5" not in left


def test_words_of_the_command_line_become_settings_of_their_kind(db: Path) -> None:
    from actions import organisation, organisation_words

    said = [("has_moderator", "ja"), ("margin_percent", "12,5"), ("channels.chat.capacity", "geen")]
    organisation_words.save(db, [*said, ("offers", "dienst"), ("huis.huis_weten", "3")])
    found = organisation.settings(db)
    assert (found.has_moderator, found.margin_percent, found.offers) == (True, 12.5, "dienst")
    assert found.channels["chat"] == {"capacity": None} and found.assessments["huis"] == {"huis_weten": 3}
    with pytest.raises(InputError):
        organisation_words.save(db, [("has_moderator", "ja"), ("offers", "sterren")])


def test_the_report_as_a_workbook_says_what_the_page_says(db: Path) -> None:
    from actions.base import writing
    from actions.reporting import _whole
    from exporters.strategy_book import build

    with writing(db) as base:
        book = build(_whole(base, "strategie", 40.0))
    assert [part.title for part in book.lists] == ["De keuze per segment", "Redenen"]
    rows = list(book.lists[0].rows())
    advice = advising.advise(db, "strategie", 40.0)
    assert [row[1] for row in rows] == [s["customers"] for s in advice["segments"]]
    assert sum(row[7] for row in rows) == pytest.approx(advice["total"])
