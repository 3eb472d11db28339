"""Text tables as shops have them: encodings, dialects, titles, totals, notes, rows that do not fit."""

from pathlib import Path

import pytest

from core.errors import InputError
from importers.cells import Cell, ErrorCell
from importers.reading import Batch, Sheet, read_file


def write(folder: Path, content: str | bytes, name: str = "klanten.csv", encoding: str = "utf-8") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def one(path: Path) -> Sheet:
    """The only sheet of a file."""
    (sheet,) = read_file(path)
    return sheet


def walked(sheet: Sheet) -> Batch:
    """All batches as one."""
    whole = Batch()
    for batch in sheet.batches():
        whole.rows += batch.rows
        whole.cells.extend(batch.cells)
        whole.bad += batch.bad
        whole.skipped += batch.skipped
        whole.notes += batch.notes
    return whole


TABLE = "Klantnummer;Naam;Plaats\nK001;José;Curaçao\nK002;Zoë;’s-Gravenhage\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, said: str, end: str) -> None:
    sheet = one(write(tmp_path, TABLE.replace("\n", end), encoding=encoding))
    assert (sheet.encoding, sheet.delimiter, sheet.header_row) == (said, ";", 1)
    assert sheet.headers == ["Klantnummer", "Naam", "Plaats"]
    assert walked(sheet).cells == [["K001", "José", "Curaçao"], ["K002", "Zoë", "’s-Gravenhage"]]


def test_utf16_marks(tmp_path: Path) -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        sheet = one(write(tmp_path, mark + TABLE.encode(encoding)))
        assert walked(sheet).cells[0] == ["K001", "José", "Curaçao"]


def test_a_damaged_character_is_said(tmp_path: Path) -> None:
    raw = ("naam;plaats\n" + "José;Zoë\n" * 20).encode() + b"Ren\xe9e;Ede\n"
    sheet = one(write(tmp_path, raw))
    assert sheet.encoding == "utf-8"
    assert [note.code for note in sheet.notes] == ["damaged_text"]
    assert walked(sheet).cells[-1] == ["Ren\ufffde", "Ede"]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    lines = [["Naam", "Prijs", "Notitie"], ["Jan", "1.50", "a b"], ["Piet", "2.25", "c"]]
    sheet = one(write(tmp_path, "\n".join(mark.join(line) for line in lines), "lijst.txt"))
    assert sheet.delimiter == mark
    assert walked(sheet).cells == lines[1:]


def test_a_decimal_comma_is_no_delimiter(tmp_path: Path) -> None:
    rows = "".join(f"{n},10;{n},20;{n},30\n" for n in range(60))
    sheet = one(write(tmp_path, "laag;midden;hoog\n" + rows))
    assert (sheet.delimiter, len(walked(sheet).cells)) == (";", 60)


def test_labels_with_semicolons_are_no_columns(tmp_path: Path) -> None:
    rows = "".join(f"{n},Jan,vip;trouw\n" for n in range(60))
    sheet = one(write(tmp_path, "id,naam,labels\n" + rows))
    assert (sheet.delimiter, walked(sheet).cells[0]) == (",", ["0", "Jan", "vip;trouw"])


def test_a_single_column(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, "email\na@x.nl\nb@x.nl\n"))
    assert (sheet.headers, sheet.delimiter) == (["email"], None)
    assert walked(sheet).cells == [["a@x.nl"], ["b@x.nl"]]


def test_sep_line(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, "sep=;\r\nnaam;bedrag\r\nJan;1,50\r\n"))
    found = walked(sheet)
    assert (sheet.header_row, sheet.headers, found.rows, found.skipped) == (2, ["naam", "bedrag"], [3], 0)


@pytest.mark.parametrize(
    "text",
    [
        '"Naam,Plaats,Bedrag"\n"Jan,""Ede, NL"",5"\n"Piet,Epe,6"\n',
        'Naam,Plaats,Bedrag\n"Jan,""Ede, NL"",5"\nPiet,Epe,6\n',
        '"Naam,Plaats,Bedrag";;\n"Jan,""Ede, NL"",5";;\n"Piet,Epe,6";;\n',
    ],
)
def test_lines_wrapped_in_quotes_once_more(tmp_path: Path, text: str) -> None:
    sheet = one(write(tmp_path, text))
    assert sheet.headers[:3] == ["Naam", "Plaats", "Bedrag"]
    assert walked(sheet).cells == [["Jan", "Ede, NL", "5"], ["Piet", "Epe", "6"]]


def test_quotes_and_lines_in_cells(tmp_path: Path) -> None:
    text = 'naam;notitie\n"Smit ""PJ""";"regel 1\nregel 2"\n  Jan  ;  12" buis\n'
    found = walked(one(write(tmp_path, text)))
    assert found.cells == [['Smit "PJ"', "regel 1\nregel 2"], ["Jan", '12" buis']]
    assert found.rows == [2, 3]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    rows = "".join(f"K{n};Naam {n};Ede\n" for n in range(20))
    path = write(tmp_path, 'nr;naam;plaats\nK1;"Jan;Ede\n' + rows)
    with pytest.raises(InputError, match="regel 2"):
        walked(one(path))


def test_a_protective_apostrophe_is_taken_off_but_not_from_names(tmp_path: Path) -> None:
    text = "nr;telefoon;naam;plaats\n'001;'+31612345678;'t Hooft;'s-Hertogenbosch\n'002;'0612;x;y\n"
    found = walked(one(write(tmp_path, text)))
    assert found.cells[0] == ["001", "+31612345678", "'t Hooft", "'s-Hertogenbosch"]


def test_error_texts_and_invisible_characters(tmp_path: Path) -> None:
    text = "nr;bedrag;naam\nK1;#N/B;a\u200bb\nK2;#DEEL/0!;\\N\nK3;#1;\x00x\n"
    cells: list[list[Cell]] = walked(one(write(tmp_path, text))).cells
    assert cells == [
        ["K1", ErrorCell("#N/A"), "ab"],
        ["K2", ErrorCell("#DIV/0!"), ""],
        ["K3", "#1", "x"],
    ]


def test_rows_that_do_not_fit_are_bad_and_never_shifted(tmp_path: Path) -> None:
    text = "nr;naam;plaats\nK1;Jan;Ede\nK2;Piet\nK3;Kees;Epe;extra\nK4;Klaas;Ede;;\n"
    found = walked(one(write(tmp_path, text)))
    assert found.cells == [["K1", "Jan", "Ede"], ["K4", "Klaas", "Ede"]]
    assert [(row, code) for row, _cells, code in found.bad] == [(3, "row_too_short"), (4, "row_too_long")]


def test_titles_totals_notes_and_blank_rows_are_skipped(tmp_path: Path) -> None:
    text = (
        "Klantenlijst 2024;;;\n;;;\nKlantnr;Naam;Plaats;Omzet\nK001;Jan;Ede;1.250,50\n;;;\n"
        "Subtotaal;;;1.250,50\nK002;Piet;Epe;20,00\nKlantnr;Naam;Plaats;Omzet\nK003;Kees;;5,00\n"
        "Totaal;;;1.275,50\n\nBron: kassa\n"
    )
    sheet = one(write(tmp_path, text))
    found = walked(sheet)
    assert (sheet.header_row, found.rows) == (3, [4, 7, 9])
    assert [(row, kind) for row, kind, _text in found.notes] == [
        (1, "title"),
        (6, "total"),
        (8, "repeated_header"),
        (10, "total"),
        (12, "note"),
    ]
    assert found.skipped == 8
    assert not found.bad


def test_a_company_called_total_is_a_customer(tmp_path: Path) -> None:
    text = "Naam;E-mail;Omzet\nTotaal Interieur B.V.;info@totaal.nl;12,50\nTotaal;;12,50\n"
    found = walked(one(write(tmp_path, text)))
    assert [row[0] for row in found.cells] == ["Totaal Interieur B.V."]
    assert found.notes == [(3, "total", "Totaal 12,50")]


def test_a_last_row_with_only_its_number_is_a_customer(tmp_path: Path) -> None:
    text = "nr;naam;plaats\nK001;Jan;Ede\nK002;Piet;Epe\nK003;;\n"
    assert walked(one(write(tmp_path, text))).rows == [2, 3, 4]
    text = "email;naam;plaats\na@x.nl;Jan;Ede\nb@x.nl;;\n"
    assert walked(one(write(tmp_path, text))).rows == [2, 3]


def test_headers_are_made_unique_and_blank_ones_named(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, "naam;;naam;naam\nJan;x;y;z\n"))
    assert sheet.headers == ["naam", "kolom B", "naam (2)", "naam (3)"]
    assert [note.code for note in sheet.notes] == ["blank_header", "duplicate_header", "duplicate_header"]


def test_no_header_is_said_and_all_rows_are_data(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, "1;jan@x.nl;12,50\n2;piet@x.nl;13,50\n"))
    assert (sheet.header_row, sheet.headers) == (0, ["kolom A", "kolom B", "kolom C"])
    assert walked(sheet).rows == [1, 2]
    assert [note.code for note in sheet.notes] == ["no_header"]


def test_walking_twice_gives_the_same(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, "nr;naam\n" + "".join(f"{n};N{n}\n" for n in range(25))))
    sizes = [len(batch.rows) for batch in sheet.batches(10)]
    assert sum(sizes) == 25 and max(sizes) < 20
    assert walked(sheet) == walked(sheet)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("leeg.csv", b"", "leeg"),
        ("leeg.csv", b"\xef\xbb\xbf\r\n\r\n", "leeg"),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "afbeelding"),
        ("foto.csv", b"\xff\xd8\xff\xe0" + b"\x00" * 100, "afbeelding"),
        ("lijst.xlsx", b"%PDF-1.7\n", "pdf"),
        ("lijst.csv", b"\x1f\x8b\x08\x00", "ingepakt"),
        ("lijst.json", b'{"klanten": []}', "geen tabel"),
        ("lijst.xlsx", b"PK\x03\x04" + b"x" * 200, "beschadigd"),
        ("lijst.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "beschadigd"),
        ("lijst.csv", bytes(range(256)) * 8, "geen tabel"),
        ("brief.doc", b"{\\rtf1 hallo}", "tekstdocument"),
        ("lijst.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "webpagina"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    with pytest.raises(InputError) as error:
        read_file(write(tmp_path, content, name))
    assert word in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        read_file(tmp_path / "weg.csv")
    with pytest.raises(InputError, match="map"):
        read_file(tmp_path)


def test_csv_under_a_workbooks_name(tmp_path: Path) -> None:
    assert walked(one(write(tmp_path, TABLE, "klanten.xlsx"))).rows == [2, 3]


HTML = """<html><head><style>td {x:y}</style></head><body>
<table><tr><th>Nr</th><th colspan=2>Naam</th><th>Bedrag</th></tr>
<tr><td>K1</td><td>Jan &amp; Co</td><td></td><td>&euro; 1,50</td></tr>
<tr><td rowspan="2">K2</td><td>regel 1<br>regel 2</td><td></td><td>2</td></tr>
<tr><td>x</td><td></td><td>3</td></tr></table></body></html>"""


def test_html_under_a_workbooks_name(tmp_path: Path) -> None:
    sheet = one(write(tmp_path, HTML, "export.xls"))
    assert sheet.headers == ["Nr", "Naam", "kolom C", "Bedrag"]
    assert walked(sheet).cells == [
        ["K1", "Jan & Co", "", "€ 1,50"],
        ["K2", "regel 1\nregel 2", "", "2"],
        ["", "x", "", "3"],
    ]


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Klanten"><Table>
<Row><Cell><Data ss:Type="String">Nr</Data></Cell><Cell><Data ss:Type="String">Naam</Data></Cell>
<Cell><Data ss:Type="String">Sinds</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">7</Data></Cell><Cell ss:Index="3">
<Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_xml_of_2003(tmp_path: Path) -> None:
    from datetime import date

    sheet = one(write(tmp_path, XML_2003, "export.xls"))
    assert (sheet.name, sheet.headers) == ("Klanten", ["Nr", "Naam", "Sinds"])
    assert walked(sheet).cells == [[7, "", date(2024, 3, 1)]]
    bomb = XML_2003.replace("?>\n<Work", '?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<Work')
    with pytest.raises(InputError):
        read_file(write(tmp_path, bomb, "bom.xls"))


@pytest.mark.parametrize(
    "content",
    [
        ";".join(f"k{n}" for n in range(2000)) + "\n" + ";" * 1999,
        "<table><tr>" + "<td colspan=900>x</td>" * 9 + "</tr></table>",
        '"' + "x" * 300_000,
    ],
    ids=["csv", "html", "cell"],
)
def test_too_wide_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError):
        list(one(write(tmp_path, content)).batches())
