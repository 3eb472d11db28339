"""Ways of importing from the command line: modes, consent, ambiguous rows, rejected rows mended."""

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.calling import Program, write_csv

HEADER = "Klantnummer;Naam;Plaats;Nieuwsbrief"
BEFORE = ["K1;Jan Smit;Ede;nee", "K2;Eva Bos;;ja"]
AFTER = ["K1;Jan Smit;;ja", "K2;Eva Bos;Breda;ja", "K3;Bo Vos;Assen;ja"]


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    program("import", write_csv(tmp_path / "klanten.csv", HEADER, BEFORE))
    return program


def again(shop: Program, tmp_path: Path, *words: str, rows: list[str] = AFTER) -> dict[str, Any]:
    """The report of the second list, imported in some way."""
    found: dict[str, Any] = shop.json("import", write_csv(tmp_path / "nieuw.csv", HEADER, rows), *words)
    return found["imports"][0]  # type: ignore[no-any-return]


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in ("created", "updated", "unchanged", "rejected"))


def codes(report: dict[str, Any]) -> list[str]:
    return [issue["code"] for issue in report["issues"]]


def town(shop: Program, number: str) -> Any:
    return shop.json("show", number)["fields"].get("plaats", {}).get("value")


@pytest.mark.parametrize(
    ("words", "expected", "towns"),
    [
        ((), (1, 1, 1, 0), ("Ede", "Breda", "Assen")),
        (("--mode", "add"), (1, 0, 2, 0), ("Ede", None, "Assen")),
        (("--mode", "fill_empty"), (0, 1, 1, 1), ("Ede", "Breda", None)),
        (("--mode", "update"), (0, 1, 1, 1), ("Ede", "Breda", None)),
        (("--empty-clears",), (1, 2, 0, 0), (None, "Breda", "Assen")),
    ],
)
def test_modes(
    shop: Program,
    tmp_path: Path,
    words: tuple[str, ...],
    expected: tuple[int, ...],
    towns: tuple[str | None, ...],
) -> None:
    report = again(shop, tmp_path, *words)
    assert counts(report) == expected
    known = [number for number, made in (("K1", 1), ("K2", 1), ("K3", expected[0])) if made]
    assert [town(shop, number) for number in known] == list(towns[: len(known)])
    assert ("not_found" in codes(report)) == bool(expected[3])


def test_filling_leaves_what_is_filled(shop: Program, tmp_path: Path) -> None:
    rows = ["K1;Jan Smit;Breda;", "K2;Eva Bos;Breda;"]
    assert counts(again(shop, tmp_path, "--mode", "fill_empty", rows=rows)) == (0, 1, 1, 0)
    assert (town(shop, "K1"), town(shop, "K2")) == ("Ede", "Breda")


def test_consent_comes_back_only_when_asked_and_is_listed(shop: Program, tmp_path: Path) -> None:
    def consent() -> Any:
        return shop.json("show", "K1")["fields"]["toestemming_email"]["value"]

    assert "consent_not_restored" in codes(again(shop, tmp_path))
    assert consent() is False
    assert "consent_restored" in codes(again(shop, tmp_path, "--restore-consent"))
    assert consent() is True
    again(shop, tmp_path, rows=["K1;Jan Smit;;nee"])
    assert consent() is False


def test_an_unknown_mode_is_a_usage_error(shop: Program, tmp_path: Path) -> None:
    shop("import", tmp_path / "klanten.csv", "--mode", "alles", code=2)


def test_rows_that_fit_several_customers_are_rejected(program: Program, tmp_path: Path) -> None:
    family = ["Jan;Smit;smit@x.nl", "Eva;Smit;smit@x.nl"]
    program("import", write_csv(tmp_path / "k.csv", "Voornaam;Achternaam;E-mail", family))
    orders = ["smit@x.nl;13-04-2024;5,00", "bos@x.nl;14-04-2024;6,00"]
    report = program.json("import", write_csv(tmp_path / "o.csv", "E-mail;Datum;Bedrag", orders))["imports"][
        0
    ]
    assert counts(report) == (1, 0, 0, 1)
    assert "ambiguous_customer" in codes(report)


def test_a_name_alone_finds_the_only_customer_of_that_name(program: Program, tmp_path: Path) -> None:
    people = ["K1;Jan van der Berg", "K2;Eva Bos", "K3;Eva Bos", "K4;Bakkerij Bol B.V."]
    program("import", write_csv(tmp_path / "k.csv", "Klantnummer;Naam", people))
    rows = ["Jan van der Berg;13-04-2024;5,00", "Eva Bos;14-04-2024;6,00", "bakkerij bol bv;15-04-2024;7,00"]
    file = write_csv(tmp_path / "o.csv", "Klant;Datum;Bedrag", rows)
    report = program.json("import", file)["imports"][0]
    assert report["detected"]["columns"]["klantnummer"] | {"evidence": ""} == {
        "format": "name",
        "evidence": "",
        "assumed": True,
    }
    assert {"found_by_name", "customers_made"} <= set(codes(report))
    assert program.json("profile", "--as-of", "2026-01-01")["customers"] == 5
    assert program.json("show", "Eva Bos")["fields"]["klantnummer"]["value"] == "Eva Bos"
    assert counts(program.json("import", file)["imports"][0]) == (0, 0, 3, 0)


def test_rejected_rows_come_in_once_mended(program: Program, tmp_path: Path) -> None:
    rows = ["K1;13-04-2024;5,00", "K2;31-02-2024;6,00", ";15-04-2024;7,00", "K4;16-04-2024;8,00;te veel"]
    orders = write_csv(tmp_path / "o.csv", "Klantnummer;Datum;Bedrag", rows)
    people = write_csv(
        tmp_path / "k.csv", "Naam;E-mail;Kleur", ["Jan;a@x.nl;rood", "Eva;;geel", "Bo;b@x.nl;x"]
    )
    mend = tmp_path / "herstel.xlsx"
    program("import", orders, people, "--rejected", mend)

    book = openpyxl.load_workbook(mend)
    first, second = book.worksheets
    assert [cell.value for cell in first[1]][-2:] == ["Reden", "Rij"]
    assert [row[-1].value for row in first.iter_rows(min_row=2)] == [3, 4, 5]
    assert all(row[-2].value for row in first.iter_rows(min_row=2))
    first["B2"], first["A3"], first["D4"] = "28-02-2024", "K3", None
    second["B2"] = "eva@x.nl"
    book.save(mend)

    reports = {report["kind"]: report for report in program.json("import", mend)["imports"]}
    assert counts(reports["orders"]) == (3, 0, 0, 0)
    assert counts(reports["customers"]) == (1, 0, 0, 0)
    assert {reports["customers"]["mapping"][name] for name in ("Reden", "Rij")} == {None}
    fields = program.json("show", "K4")["fields"]
    assert fields["klantnummer"]["value"] == "K4"
    assert not {"Reden", "Rij"} & set(fields)


def test_other_sheets_are_said_beside_the_one_that_counts(program: Program, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Uitleg"
    book.worksheets[0].append(["Zo werkt deze lijst"])
    for name in ("Klanten", "Oud"):
        sheet = book.create_sheet(name)
        sheet.append(["Klantnummer", "Plaats"])
        sheet.append([f"{name}1", "Ede"])
    book["Oud"].sheet_state = "hidden"
    file = tmp_path / "map.xlsx"
    book.save(file)
    (report,) = program.json("import", file)["imports"]
    said = {issue["code"]: issue for issue in report["issues"]}
    assert said["sheet_passed_over"]["value"] == "Uitleg"
    assert "“Oud” is verborgen" in said["hidden_sheet"]["message"]
    (report,) = program.json("import", file, "--sheet", "Oud")["imports"]
    assert (report["sheet"], report["created"]) == ("Oud", 1)


def test_a_mapping_is_saved_and_used(program: Program, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "k.csv", "Klantnummer;Woonplaats;Iets", ["K1;Ede;x"])
    toml = tmp_path / "indeling.toml"
    program("import", file, "--save-mapping", toml)
    saved = tomllib.loads(toml.read_text("utf-8"))
    assert saved["columns"] == {"Klantnummer": "klantnummer", "Woonplaats": "plaats", "Iets": ""}
    toml.write_text(toml.read_text("utf-8").replace('"Iets" = ""', '"Iets" = "branche"'), "utf-8")
    report = program.json("import", file, "--mapping", toml)["imports"][0]
    assert report["mapping"]["Iets"] == "branche"
    assert program.json("show", "K1")["fields"]["branche"]["value"] == "x"


@pytest.mark.parametrize("option", ["--rejected", "--save-mapping"])
def test_what_cannot_be_written_is_found_out_before_the_import(
    program: Program, tmp_path: Path, option: str
) -> None:
    """cli.targets: exit 1 with the base as it was, and no file in use is written over."""
    program("import", write_csv(tmp_path / "klanten.csv", HEADER, BEFORE))
    new = write_csv(tmp_path / "nieuw.csv", HEADER, AFTER)
    suffix = ".xlsx" if option == "--rejected" else ".toml"
    assert "kan niet worden geschreven" in program.fails(
        "import", new, option, tmp_path / "weg" / f"x{suffix}"
    )
    as_input = new.rename(tmp_path / f"nieuw{suffix}")
    before = as_input.read_bytes()
    assert "zelf gelezen" in program.fails("import", as_input, option, as_input)
    assert as_input.read_bytes() == before
    if option == "--save-mapping":
        assert "zelf gelezen" in program.fails("import", as_input, option, program.db)
    assert len(program.json("history")) == 1
    assert program.fails("show", "K3")
    assert sorted(path.name for path in tmp_path.glob("*.toml")) == ["nieuw.toml"] * (suffix == ".toml")


def test_rejected_must_be_a_workbook(program: Program, tmp_path: Path) -> None:
    found = program.fails(
        "import", write_csv(tmp_path / "a.csv", HEADER, BEFORE), "--rejected", tmp_path / "r.txt"
    )
    assert ".xlsx" in found
    assert not program.db.exists()


def test_a_mapping_that_names_a_column_the_sheet_lacks_is_said(program: Program, tmp_path: Path) -> None:
    saved = tmp_path / "m.toml"
    saved.write_text('[columns]\n"klantnummer" = "klantnummer"\n"Weg" = "plaats"\n', encoding="utf-8")
    found = program.json("import", write_csv(tmp_path / "a.csv", HEADER, BEFORE), "--mapping", saved)
    issues = found["imports"][0]["issues"]
    assert [issue["column"] for issue in issues if issue["code"] == "mapping_header_absent"] == ["Weg"]
