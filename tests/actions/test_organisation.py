"""What the user says of the organisation: saved as one change, undone, and heard in the advice."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from actions import organisation
from actions.advising import advise, advise_customers
from actions.history import history, redo, undo
from actions.importing import ImportRequest, apply
from actions.planning import export_plan, plan
from actions.profiling import profile
from actions.reporting import html
from core.errors import InputError
from core.settings import Settings

DAY = date(2026, 6, 30)
CUSTOMERS = """\
Klantnr;Voornaam;Achternaam;E-mail;Telefoon;Toestemming e-mail;Toestemming telefoon;Bezwaar direct marketing
1;Anna;Berg;anna@voorbeeld.nl;0612345671;ja;ja;nee
2;Joke;Vries;joke@voorbeeld.nl;0612345672;nee;nee;nee
3;Youssef;Amrani;youssef@voorbeeld.nl;0612345673;ja;ja;ja
4;Piet;Jansen;piet@voorbeeld.nl;0612345674;ja;nee;nee
5;Mia;Smit;mia@voorbeeld.nl;0612345675;ja;ja;nee
"""
ORDERS = """\
Bestelnummer;Klantnummer;Besteldatum;Bedrag
1;1;03-04-2026;1.234,56
2;1;21-05-2026;99,00
3;2;30-01-2026;45,10
4;3;14-02-2026;12,50
5;4;14-02-2026;312,50
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("organisatie")
    requests = []
    for name, words in (("klanten.csv", CUSTOMERS), ("bestellingen.csv", ORDERS)):
        (folder / name).write_text(words, encoding="utf-8")
        requests.append(ImportRequest(folder / name, as_of=DAY))
    base = folder / "klanten.klantbeeld"
    apply(base, requests)
    profile(base, DAY)
    return base


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "klanten.klantbeeld"))


def form_of(db: Path, name: str) -> dict[str, object]:
    return next(s for s in advise(db)["segments"] if s["name"] == name)


def test_the_organisation_is_one_change_and_undone_exactly(db: Path) -> None:
    before = organisation.settings(db)
    values = {
        "organisation_name": "Fietsen & Zo",
        "offers": "dienst",
        "has_moderator": True,
        "margin_percent": 35.0,
        "conversion": 0.05,
        "channels": {"chat": {"available": True, "cost": 2.5, "capacity": 400.0}},
    }
    assert organisation.save_organisation(db, values)
    assert not organisation.save_organisation(db, values)  # the same again is no change
    kept = organisation.settings(db)
    assert (kept.organisation_name, kept.offers, kept.margin_percent) == ("Fietsen & Zo", "dienst", 35.0)
    assert kept.channels["chat"]["capacity"] == 400
    assert history(db)[0].label == "Organisatie"
    undo(db)
    assert organisation.settings(db) == before
    redo(db)
    assert organisation.settings(db) == kept


@pytest.mark.parametrize(
    "values",
    [
        {"offers": "lucht"},
        {"margin_percent": 120.0},
        {"conversion": 2.0},
        {"yearly_budget": -1.0},
        {"channels": {"chat": {"cost": -1}}},
        {"half_life_survey": 3.0},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(db: Path, values: dict[str, object]) -> None:
    with pytest.raises(InputError):
        organisation.save_organisation(db, values)
    assert organisation.settings(db) == Settings()


def test_a_channel_that_is_gone_is_advised_to_nobody(db: Path) -> None:
    gone = {code: {"available": False} for code in ("website", "telefoon")}
    organisation.save_organisation(db, {"channels": gone})
    for segment in advise(db)["segments"]:
        named = {c for mix in segment["channels"].values() for c in mix["lead"] + mix["support"]}
        assert not named & set(gone)


def test_a_self_assessment_is_kept_and_stands_among_the_reasons(db: Path) -> None:
    from strategy.assessments import questions

    answers = {q.code: 5 for q in questions() if q.assessment == "cem"}
    assert organisation.save_answers(db, "cem", answers)
    rules = {r["rule"] for s in advise(db)["segments"] for r in s["reasons"]}
    assert "cem_ver" in rules
    with pytest.raises(InputError):
        organisation.save_answers(db, "cem", {"huis_weten": 3})
    with pytest.raises(InputError):
        organisation.save_answers(db, "cem", {"cem_reis": 6})
    organisation.save_answers(db, "cem", {})
    assert organisation.settings(db).assessments == {}


def test_a_rule_is_changed_added_restored_and_undone(db: Path) -> None:
    assert organisation.save_rule(db, "relatie_occasioneel", {"off": True})
    own = {"when": "relatievorm = occasioneel", "points": {"form:community": 1.0}, "reason_nl": "Zomaar."}
    organisation.save_rule(db, "mijn_regel", own)
    rules = {r["rule"] for s in advise(db)["segments"] for r in s["reasons"]}
    assert "relatie_occasioneel" not in rules and "mijn_regel" in rules
    with pytest.raises(InputError):
        organisation.save_rule(db, "kapot", {"when": "relatievrom = geen", "points": {"form:community": 1.0}})
    organisation.save_rule(db, "relatie_occasioneel", None)
    assert set(organisation.settings(db).rules) == {"mijn_regel"}
    organisation.restore_rules(db)
    assert organisation.settings(db).rules == {}
    undo(db)
    assert set(organisation.settings(db).rules) == {"mijn_regel"}


def test_rules_go_out_and_come_in(db: Path, tmp_path: Path) -> None:
    organisation.save_rule(db, "waarde_vrek", {"off": True})
    file = tmp_path / "regels.csv"
    count = organisation.export_rules(db, file)
    assert count >= 100 and len(file.read_text("utf-8-sig").splitlines()) == count + 1
    organisation.restore_rules(db)
    found = organisation.import_rules(db, file)
    assert (found.off, found.changed, found.own) == (1, 0, 0)
    assert organisation.settings(db).rules == {"waarde_vrek": {"off": True}}
    file.write_text(file.read_text("utf-8-sig").replace("form:", "vorm:", 1), encoding="utf-8")
    with pytest.raises(InputError, match="rij 2, kolom points"):
        organisation.import_rules(db, file)
    assert organisation.settings(db).rules == {"waarde_vrek": {"off": True}}


def test_settings_that_change_no_profile_ask_for_no_new_run(db: Path) -> None:
    from actions.base import reading
    from core.settings import to_rows
    from models import profiles, settings_store

    organisation.save_rule(db, "waarde_vrek", {"off": True})
    organisation.own_text(db, "strategie", "onbekend", "note", "Eerst bellen.")
    with reading(db) as base:
        assert not profiles.is_stale(base, DAY, to_rows(settings_store.load(base)))
    organisation.save_organisation(db, {"margin_percent": 20.0})
    with reading(db) as base:
        assert profiles.is_stale(base, DAY, to_rows(settings_store.load(base)))


def test_own_words_stand_over_the_advice_until_they_are_given_up(db: Path) -> None:
    name = advise(db)["segments"][0]["name"]
    advised = form_of(db, name)["core_message"]
    organisation.own_text(db, "strategie", name, "core_message", "  Kom eens langs.  ", "met het team")
    segment = form_of(db, name)
    assert segment["core_message"] == "Kom eens langs."
    own = segment["own"]
    assert isinstance(own, dict)
    assert own["core_message"]["advised"] == advised and own["core_message"]["reason"] == "met het team"
    profile(db, DAY)  # computing again leaves a person's word alone
    assert form_of(db, name)["core_message"] == "Kom eens langs."
    assert "Kom eens langs. ✎" in html(db).replace("”", "")
    organisation.own_text(db, "strategie", name, "core_message", None)
    assert form_of(db, name)["core_message"] == advised and form_of(db, name)["own"] == {}
    undo(db)
    assert form_of(db, name)["core_message"] == "Kom eens langs."


def test_one_customer_and_a_selection_are_advised(db: Path) -> None:
    from models.queries import Reader

    with Reader(db) as reader:
        ids = [reader.find(number) for number in ("1", "4")]
    chosen = [one for one in ids if one is not None]
    both = advise_customers(db, chosen, "Mijn keuze")
    assert [(s["name"], s["customers"]) for s in both["segments"]] == [("Mijn keuze", 2)]
    alone = advise_customers(db, chosen[:1], "Anna")["segments"][0]
    assert alone["customers"] == 1 and len(alone["reasons"]) >= 3
    said = " ".join([alone["goal_text"], alone["moment"], alone["break_even_text"], *alone["kpis"]])
    assert "1 klanten" not in said and "hen" not in said.split() and "Aandeel" not in said
    with pytest.raises(InputError):
        advise_customers(db, [999], "Niemand")


def test_the_action_list_holds_only_who_may_be_approached(db: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    found = plan(db)
    listed = {found.ids[task.row] for channel in found.plan.channels for task in channel.tasks}
    to = tmp_path / "acties.xlsx"
    assert export_plan(db, to).customers == len(listed) > 0
    book = load_workbook(to)
    numbers = {
        str(row[0]) for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=2, values_only=True)
    }
    assert len(numbers) == len(listed)
    assert not numbers & {"2", "3"}  # said no; objects to direct marketing
    assert book.worksheets[1]["A1"].value == "klantnummer"


@pytest.mark.parametrize("document", ["report", "personas"])
def test_documents_are_whole_for_every_set(db: Path, document: str) -> None:
    for set_name in ("strategie", "relatie", "scrm"):
        text = html(db, document, set_name, 500.0)
        segments = advise(db, set_name)["segments"]
        breaks = text.count("page-break-before")
        assert breaks == len(segments) + (1 if document == "report" else -1)
        assert "{" not in text.split("</style>")[1] and "nan" not in text.lower().split("</style>")[1].split()
    with pytest.raises(InputError):
        html(db, "brochure")
