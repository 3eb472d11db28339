"""Pictures and the parts of documents: well-formed, harmless, and saying what they should."""

import base64
import re
from xml.etree import ElementTree as ET

from exporters import page_html, pictures, report
from exporters.pictures import Corner, MatrixPicture

CORNERS = (Corner("vrek", 3), Corner("promoter", 1), Corner("stille <genieter>", 2), Corner("kampioen", 4))


def drawn(points: list[tuple[float, float]]) -> ET.Element:
    made = MatrixPicture(points, (100.0, 50.0), ("koop →", "verwijs →"), CORNERS)
    return ET.fromstring(pictures.matrix(made))


def dots(root: ET.Element) -> list[tuple[float, float]]:
    return [(float(e.attrib["cx"]), float(e.attrib["cy"])) for e in root.iter() if e.tag.endswith("circle")]


def test_points_fall_in_their_own_quadrant() -> None:
    found = dots(drawn([(0.0, 0.0), (20.0, 900.0), (5000.0, 0.0), (100.0, 50.0), (90.0, 49.0)]))
    middle_x, middle_y = 90 + 1480 / 2, 20 + 400
    high = [(x >= middle_x, y <= middle_y) for x, y in found]
    assert high == [(False, False), (False, True), (True, False), (True, True), (False, False)]
    assert all(90 <= x <= 1570 and 20 <= y <= 820 for x, y in found)


def test_an_empty_matrix_unknown_values_and_a_border_of_zero_are_drawn() -> None:
    assert dots(drawn([])) == []
    assert dots(drawn([(float("nan"), 1.0)])) == []
    zero = MatrixPicture([(0.0, 0.0), (3.0, 2.0)], (0.0, 0.0), ("x", "y"), CORNERS)
    assert len(dots(ET.fromstring(pictures.matrix(zero)))) == 2


def test_a_large_base_is_thinned() -> None:
    assert len(dots(drawn([(float(i), 1.0) for i in range(100_000)]))) <= 3000


def test_names_cannot_break_the_picture() -> None:
    words = " ".join(e.text or "" for e in drawn([]).iter())
    assert "stille <genieter>" in words and "3 klanten" in words


def test_unknown_scores_are_said_and_not_drawn() -> None:
    root = ET.fromstring(pictures.bars({"Vertrouwen": None, "Tevredenheid": 40.0}))
    widths = [float(e.attrib["width"]) for e in root.iter() if e.tag.endswith("rect")]
    assert widths == [600.0, 240.0]
    assert "onbekend" in " ".join(e.text or "" for e in root.iter())


def test_a_picture_stands_in_the_page() -> None:
    tag = pictures.image("<svg xmlns='http://www.w3.org/2000/svg'/>", 10, 20, 'een "plaatje"')
    data = re.search(r"base64,([^\"]+)", tag)
    assert data and base64.b64decode(data[1]).startswith(b"<svg")
    assert "&quot;plaatje&quot;" in tag


def test_text_is_escaped_everywhere() -> None:
    nasty = "<script>alert('&')</script>"
    parts = [
        page_html.heading(nasty), page_html.paragraph(nasty), page_html.bullets([nasty]),
        page_html.tiles([(nasty, nasty)]), page_html.pairs([(nasty, nasty)]),
        page_html.table([nasty], [[nasty]], widths=(100,)),
    ]  # fmt: skip
    assert "<script>" not in page_html.document(nasty, parts)


def test_the_reasons_of_a_form_add_up_on_paper() -> None:
    reasons = [
        {"rule": f"r{i}", "target": target, "points": points, "reason": f"reden {i}", "source": "bron"}
        for i, (target, points) in enumerate(
            [("form:community", 9.0), ("form:community", 4.0), ("form:community", -3.0), ("goal:x", 50.0)]
        )
    ]
    (rest,) = report._remainder(reasons, "form:community", reasons[:1])
    assert rest["points"] == 1.0 and "2" in rest["reason"]
    assert report._remainder(reasons, "form:community", reasons[:3]) == []
