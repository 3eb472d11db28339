"""The commands knowledge, surveys, movement, notice and settings, as a script calls them."""

from datetime import date
from pathlib import Path

import pytest

from actions.settings import SAMPLE, consequences, preview, sample
from actions.settings_words import changed
from core.errors import InputError
from core.setting_specs import SPECS
from core.settings import Settings
from tests.cli.calling import Program, write_csv

CUSTOMERS = "Klantnummer;Achternaam;E-mail;NPS;Startdatum contract;Einddatum;Opzegtermijn;Bedrag per maand"
ROWS = [
    "K1;Jansen;jansen@voorbeeld.nl;9;01-01-2025;30-09-2026;1;25,00",
    "K2;Bos;bos@voorbeeld.nl;;01-01-2025;31-12-2026;2;10,00",
    "K3;Smit;;3;;;;",
]
ORDERS = "Klantnummer;Bestelnummer;Besteldatum;Bedrag"


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    orders = [f"K3;B{n};{1 + n % 27:02d}-0{1 + n % 6}-2026;{10 + n},00" for n in range(9)]
    program("import", write_csv(tmp_path / "klanten.csv", CUSTOMERS, ROWS), "--kind", "customers")
    program("import", write_csv(tmp_path / "bestellingen.csv", ORDERS, orders))
    program("profile", "--as-of", "2026-01-31")
    program("profile", "--as-of", "2026-06-30")
    return program


def test_knowledge_says_what_is_known_and_whom_to_ask(shop: Program) -> None:
    found = shop.json("knowledge", "--people", "2")
    assert found["as_of"] == "2026-06-30" and found["customers"] == 3
    assert found["fields"]["email"] == {"known": 2, "share": pytest.approx(2 / 3)}
    assert found["scores"]["commitment"]["known"] == 2 and 0 < found["complete"] < 1
    asked = {each["code"]: each for each in found["questions"]}
    assert asked["nps"]["customers"] == 1 and asked["nps"]["ask"][0]["klantnummer"] == "K2"
    assert all(len(each["ask"]) <= 2 for each in found["questions"])
    worth = [each["worth"] for each in found["questions"]]
    assert worth == sorted(worth, reverse=True)
    words = shop("knowledge")
    assert "Van hoeveel klanten u dit weet" in words and "K2 Bos" in words


def test_surveys_give_the_nps_with_its_interval(shop: Program) -> None:
    nps = shop.json("surveys")["nps"]
    assert (nps["answers"], nps["promoters"], nps["detractors"], nps["value"]) == (2, 1, 1, 0)
    assert nps["low"] < 0 < nps["high"]
    assert "NPS 0" in shop("surveys")


def test_movement_between_two_kept_days(shop: Program) -> None:
    found = shop.json("movement", "--set", "relatie", "--from", "2026-01-31", "--to", "2026-06-30")
    assert (found["from"], found["to"], found["customers"]) == ("2026-01-31", "2026-06-30", 3)
    assert found["moved"] == sum(each["customers"] for each in found["moves"])
    assert found["moved"] + sum(found["stayed"].values()) == 3
    assert shop.json("movement", "--set", "relatie") == found
    assert "31-01-2026" in shop.fails("movement", "--from", "2020-01-01")
    assert "relatie" in shop.fails("movement", "--set", "niets")


def test_one_kept_day_is_not_enough(program: Program, tmp_path: Path) -> None:
    program("import", write_csv(tmp_path / "klanten.csv", CUSTOMERS, ROWS), "--kind", "customers")
    program("profile", "--as-of", "2026-06-30")
    assert "dagen" in program.fails("movement").lower()


def test_the_last_days_to_give_notice_the_nearest_first(shop: Program) -> None:
    found = shop.json("notice")["contracts"]
    assert [(one["klantnummer"], one["opzegdatum"], one["days_left"]) for one in found] == [
        ("K1", "2026-08-30", 61),
        ("K2", "2026-10-31", 123),
    ]
    assert [one["klantnummer"] for one in shop.json("notice", "--within", "90")["contracts"]] == ["K1"]
    # a reference date beside that of the last run: two months on only one day is still to come
    later = shop.json("notice", "--as-of", "2026-09-01")["contracts"]
    assert [one["klantnummer"] for one in later] == ["K2"]
    assert "30-08-2026" in shop("notice")


def test_settings_are_shown_tried_kept_named_and_undone(shop: Program) -> None:
    before = shop.json("settings")
    assert before["change"] is None and before["settings"]["discount_yearly"] == 10
    assert set(SPECS) <= set(before["settings"])
    tried = shop.json("settings", "--set", "margin_percent=50", "--dry-run")["preview"]
    assert tried["clv_total"]["then"] == pytest.approx(tried["clv_total"]["now"] / 2)
    assert shop.json("settings") == before
    done = shop.json("settings", "--set", "margin_percent=50", "--set", "weights.affectief.nps=1")
    assert done["change"] and done["settings"]["weights"] == {"affectief.nps": 1.0}
    assert shop.json("history")["changes"][0]["kind"] == "settings"
    shop("settings", "--save", "half")
    shop("undo", str(done["change"]))
    assert shop.json("settings")["settings"] == before["settings"]
    assert shop.json("settings", "--use", "half")["settings"] == done["settings"]
    assert shop.json("settings", "--delete", "half")["kept"] == {}
    assert shop.json("settings", "--set", "margin_percent=standaard")["settings"]["margin_percent"] is None
    assert "btw_percent" in shop("settings")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("margin_percent", "101"),
        ("horizon_months", "0"),
        ("all_mandatory", "misschien"),
        ("btw_percent", "veel"),
        ("onbekend", "1"),
        ("weights.trust.onzin", "1"),
        ("contact_points.klacht", "-1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(shop: Program, name: str, value: str) -> None:
    assert name.rpartition(".")[2] in shop.fails("settings", "--set", f"{name}={value}")


def test_words_become_settings_as_they_are_kept() -> None:
    said = [
        ("discount_yearly", "12,5%"),
        ("longterm_contract_kinds", "hypotheek, bank"),
        ("all_mandatory", "ja"),
        ("border_percentiles.clv", "75"),
        ("horizon_months", "24"),
    ]
    found = changed(Settings(), said)
    assert found == Settings(
        discount_yearly=0.125,
        longterm_contract_kinds=("hypotheek", "bank"),
        all_mandatory=True,
        border_percentiles={"clv": 75.0},
        horizon_months=24,
    )
    # a border given as a number is no percentile any more
    assert changed(found, [("border_clv", "250")]).border_percentiles == {}
    for said_so, held in (("80 %", {"clv": 80.0}), ("mediaan", {}), ("standaard", {})):
        assert changed(found, [("border_clv", said_so)]).border_percentiles == held
        assert changed(found, [("border_clv", said_so)]).border_clv is None, "80 % is not 80 euro"
    assert changed(Settings(), [("border_bond", "median")]).border_percentiles == {"bond": 50.0}
    with pytest.raises(InputError):
        changed(Settings(), [("border_percentiles.hoogte", "5")])


def test_consequences_on_a_sample_are_those_of_the_base(shop: Program, tmp_path: Path) -> None:
    day = date(2026, 6, 30)
    rows = [f"S{n};B{n};{1 + n % 28:02d}-0{1 + n % 6}-2026;{5 + n % 40},00" for n in range(600)]
    shop("import", write_csv(tmp_path / "meer.csv", ORDERS, rows))
    shop("profile", "--as-of", day.isoformat())
    wanted = Settings(border_clv=20.0)
    whole, ground = preview(shop.db, wanted), sample(shop.db, most=150)
    assert whole is not None and ground is not None and len(ground.frames.customers) == 150
    some = consequences(ground, wanted)
    assert some.sampled == 150 and whole.sampled is None
    assert whole.moving > 0 and some.moving == pytest.approx(whole.moving, rel=0.4)
    assert some.clv[1] == pytest.approx(whole.clv[1], rel=0.4)
    # a base that is no larger than a sample is looked at whole
    all_of_it = sample(shop.db, most=SAMPLE)
    assert all_of_it is not None and consequences(all_of_it, wanted) == whole


MOBI = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "survey" / "mobi.csv"
#: our dimensions for theirs: what matters here is which questions go together
ASKED = {
    "IMAG": "affectief",
    "CUEX": "competentie",
    "PERV": "normatief",
    "CUSA": "tevredenheid",
    "CUSL": "welwillendheid",
}
#: standardised alphas as published (Tenenhaus et al. 2005)
PUBLISHED = {
    "affectief": 0.723,
    "competentie": 0.452,
    "normatief": 0.824,
    "tevredenheid": 0.779,
    "welwillendheid": 0.47,
}


@pytest.mark.skipif(not MOBI.exists(), reason="needs the shared data")
def test_a_published_survey_gives_its_alphas_and_on_another_scale_the_same_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, *lines = MOBI.read_text(encoding="utf-8").splitlines()
    at = {i: name for i, name in enumerate(header.split(",")) if name[:4] in ASKED}
    scores = []
    for scale, told in (
        ("1-10", str),
        ("0-100", lambda mark: f"{(int(mark) - 1) / 9 * 100:.12f}".replace(".", ",")),
    ):
        program = Program(tmp_path / f"{scale}.klantbeeld", capsys)
        rows = []
        for n, line in enumerate(lines):
            marks = line.split(",")
            rows.append(";".join([f"M{n}", *(told(marks[i]) if marks[i] else "" for i in at)]))
        mapping = ['kind = "survey"', "[columns]", 'Klantnummer = "klantnummer"']
        mapping += [
            f'{name} = {{dimension = "{ASKED[name[:4]]}", scale = "{scale}", reversed = false}}'
            for name in at.values()
        ]
        (tmp_path / "m.toml").write_text("\n".join(mapping), encoding="utf-8")
        file = write_csv(tmp_path / f"mobi {scale}.csv", ";".join(["Klantnummer", *at.values()]), rows)
        program("import", file, "--mapping", tmp_path / "m.toml")
        program("profile", "--as-of", "2026-06-30")
        found = {each["dimension"]: each for each in program.json("surveys")["dimensions"]}
        for dimension, alpha in PUBLISHED.items():
            assert found[dimension]["standardised"] == pytest.approx(alpha, abs=0.005)
        assert found["competentie"]["level"] == "red" and found["welwillendheid"]["level"] == "red"
        scores.append([program.json("show", f"M{n}")["scores"] for n in range(0, 250, 60)])
    for one, other in zip(*scores, strict=True):
        for name in ("commitment", "trust", "satisfaction", "relationship_quality"):
            assert one[name]["value"] == pytest.approx(other[name]["value"], abs=1e-9)
