"""Settings through the actions: tried, kept as one undoable change, kept under a name; days side by side."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions import settings as deeds
from actions.history import history, redo, undo
from actions.importing import ImportRequest, apply
from actions.profiling import profile
from core.errors import InputError
from core.settings import Settings, with_model
from models.queries import Reader

AS_OF = date(2026, 6, 30)


def orders() -> str:
    lines = ["Bestelnummer;Klantnummer;Besteldatum;Bedrag"]
    lines += [
        f"{n}.{t};{n};{1 + t:02d}-0{1 + n % 6}-2026;{10 * n},00" for n in range(1, 16) for t in range(3)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "bestellingen.csv").write_text(orders(), encoding="utf-8")
    base = folder / "k.klantbeeld"
    apply(base, [ImportRequest(folder / "bestellingen.csv", as_of=AS_OF)])
    profile(base, date(2026, 3, 31))
    profile(base, AS_OF)
    return base


@pytest.fixture
def base(made: Path, tmp_path: Path) -> Path:
    to = tmp_path / "k.klantbeeld"
    to.write_bytes(made.read_bytes())
    return to


def test_a_preview_tells_and_writes_nothing(base: Path) -> None:
    before = base.read_bytes()
    found = deeds.preview(base, Settings(border_clv=1e9))
    assert found is not None and found.clv[0] == found.clv[1]
    change = found.sets["waarde"]
    cells = {cell: (now, then) for cell, now, then in change.cells}
    assert cells["koopt_veel"][0] > 0 and cells["koopt_veel"][1] == 0
    assert change.moves == (("koopt_veel", "koopt_weinig", change.customers),)
    assert {step[2:] for step in change.people} == {("koopt_veel", "koopt_weinig")}
    assert len(change.people) == change.customers == found.moving
    assert base.read_bytes() == before and deeds.current(base) == Settings()


def test_the_same_settings_move_nobody(base: Path) -> None:
    found = deeds.preview(base, Settings())
    assert found is not None and found.moving == 0
    assert all(changed == 0 for _now, _then, changed in found.scores.values())


def test_margin_lowers_value_and_moves_nobody_at_a_median(base: Path) -> None:
    found = deeds.preview(base, Settings(margin_percent=50))
    assert found is not None and found.clv[0] is not None and found.clv[1] is not None
    assert found.clv[1] == pytest.approx(found.clv[0] / 2)
    assert found.sets["waarde"].customers == 0


def test_saving_is_one_change_that_can_be_undone_and_profiles_anew(base: Path) -> None:
    number = deeds.save(base, Settings(border_clv=1e9), "Grens")
    assert history(base)[0].label == "Grens" and history(base)[0].id == number
    with Reader(base) as reader:
        run = reader.run()
        assert run is not None and run.settings == {"border_clv": "1000000000.0"}
        counted = {cell["name"]: cell["customers"] for cell in reader.segment_counts("waarde")}
        assert counted["koopt_veel"] == 0
    undo(base)
    assert deeds.current(base) == Settings()
    redo(base)
    assert deeds.current(base).border_clv == 1e9


def test_named_settings_stay_when_others_are_saved_and_leave_the_organisation_alone(base: Path) -> None:
    with pytest.raises(InputError):
        deeds.save_named(base, "  ", Settings())
    deeds.save_named(base, " voorzichtig ", Settings(margin_percent=20, organisation_name="Ander"))
    deeds.save(base, Settings(organisation_name="Ons"), "Naam")
    with Reader(base) as reader:
        named = reader.named_settings()
        now = reader.settings()
    assert named == {"voorzichtig": Settings(margin_percent=20)}
    assert with_model(now, named["voorzichtig"]) == Settings(margin_percent=20, organisation_name="Ons")
    deeds.delete_named(base, "voorzichtig")
    with Reader(base) as reader:
        assert reader.named_settings() == {}
    undo(base)
    with Reader(base) as reader:
        assert list(reader.named_settings()) == ["voorzichtig"]


def test_before_the_first_run_there_is_nothing_to_compare(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(orders(), encoding="utf-8")
    base = tmp_path / "nieuw.klantbeeld"
    apply(base, [ImportRequest(tmp_path / "b.csv", as_of=AS_OF)])
    assert deeds.preview(base, Settings(margin_percent=5)) is None
    deeds.save(base, replace(Settings(), margin_percent=5), "Marge")
    assert deeds.current(base).margin_percent == 5


def test_movement_between_two_days_adds_up(base: Path) -> None:
    with Reader(base) as reader:
        later, earlier = reader.snapshots()
        assert (later.as_of, earlier.as_of) == ("2026-06-30", "2026-03-31")
        found = reader.movement("relatie", earlier.run_id, later.run_id)
        assert sum(move.customers for move in found) == 15
        steps = {(move.before, move.after): move.customers for move in found}
        assert steps == {("occasioneel", "occasioneel"): 8, ("geen", "occasioneel"): 7}
        moved = [(m.before, m.after) for m in found if m.before != m.after]
        people = reader.who_moved("relatie", earlier.run_id, later.run_id, moved)
        assert len(people) == sum(m.customers for m in found if m.before != m.after)
        with pytest.raises(KeyError):
            reader.movement("nonsense", 1, 2)


def test_what_is_known_and_who_misses_it(base: Path) -> None:
    from analysis.knowledge import knowledge, summary_words

    with Reader(base) as reader:
        counts = reader.knowledge()
        people = reader.whom_to_ask("contact")
    assert counts.customers == 15 and counts.fields["klantnummer"] == 15 and counts.fields["email"] == 0
    assert counts.scores["commitment"] == (0, 0.0) and counts.scores["clv"][0] == 15
    assert [p.clv for p in people] == sorted((p.clv for p in people), key=lambda v: -(v or 0))
    found = knowledge(counts.customers, counts.fields, counts.scores, counts.missing)
    assert found.questions[0].code == "nps" and found.questions[0].customers == 15
    assert found.questions[0].reachable == 0
    assert "relationship" not in {question.code for question in found.questions}
    assert summary_words(found)
