"""Settings survive the trip to the base and back; unknown names of a newer program are passed over."""

from core.settings import Settings, from_rows, to_rows


def test_only_what_differs_is_kept() -> None:
    assert to_rows(Settings()) == {}
    changed = Settings(
        margin_percent=35.5,
        longterm_contract_kinds=("verzekering",),
        channels={"chat": {"available": True, "cost": 2.5}},
        border_clv=0.0,
    )
    assert from_rows(to_rows(changed)) == changed
    assert from_rows({"of_a_newer_program": "1"}) == Settings()


def test_margin_is_one_until_it_is_set() -> None:
    assert Settings().margin == 1
    assert Settings(margin_percent=40).margin == 0.4
