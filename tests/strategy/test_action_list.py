"""The action list: only who may be approached, within what channels can handle and what was budgeted."""

import os
from typing import Any

import pytest

from core.settings import Settings
from strategy.action_list import ActionList, plan
from strategy.advice import advise
from tests.strategy.bases import AS_OF, Base, base, generated

#: the whole property takes minutes; a few bases are enough for every day
BASES = int(os.environ.get("KLANTBEELD_BASES", "12"))
CONSENT = {"email": "email", "telefoon": "telefoon", "accountmanager": "telefoon", "whatsapp": "sms"}
CONSENT |= {"post": "post", "evenement": "email"}


def made(found: Base, set_name: str = "strategie", budget: float | None = None) -> ActionList:
    advice = advise(found.values, found.facts, found.frames, set_name, found.settings, budget)
    return plan(advice.prepared, advice.data, found.values, found.facts)


def is_allowed(found: Base, channel: str, row: int) -> bool:
    """The law and the rules, written down once more, plainly."""
    customer, profile = found.frames.customers.iloc[row], found.values.iloc[row]
    if customer["bezwaar_direct_marketing"] == 1 or profile["relatievorm"] == "gedwongen":
        return False
    if profile["almost_type"] == "permanent" or profile["set_scrm"] == "met_rust_laten":
        return False
    said = customer[f"toestemming_{CONSENT[channel]}"]
    if said == 0 or (CONSENT[channel] == "telefoon" and said != 1):
        return False
    detail = {"post": "huisnummer", "email": "email", "evenement": "email"}.get(channel, "telefoon")
    return bool(customer[detail])


@pytest.mark.parametrize("seed", range(BASES))
def test_nobody_without_permission_is_in_any_list(seed: int) -> None:
    wanted = Settings(has_moderator=seed % 2 == 0, data_only_service=seed % 5 == 0)
    found = generated(seed, 25, wanted)
    for set_name in ("strategie", "scrm"):
        for channel in made(found, set_name).channels:
            for task in channel.tasks:
                assert is_allowed(found, channel.channel, task.row), (seed, channel.channel, task)


@pytest.mark.parametrize("seed", range(4))
def test_everybody_of_the_set_is_in_one_list_or_is_counted(seed: int) -> None:
    found = generated(seed, 60, Settings(has_moderator=True))
    listed = made(found)
    rows = [task.row for channel in listed.channels for task in channel.tasks]
    assert len(rows) == len(set(rows))
    assert len(rows) + sum(listed.nobody.values()) == 60


@pytest.mark.parametrize("seed", range(4))
def test_capacity_and_the_costs_of_the_advice_are_kept(seed: int) -> None:
    channels: dict[str, dict[str, Any]] = {c: {"capacity": 7 + seed} for c in CONSENT}
    found = generated(seed, 60, Settings(channels=channels))
    advice = advise(*found.arguments())
    listed = plan(advice.prepared, advice.data, found.values, found.facts)
    for channel in listed.channels:
        assert channel.capacity == 7 + seed
        planned = sum(t.contacts for t in channel.tasks if not t.automatic)
        assert planned == channel.contacts
        of_forms = sum(t.contacts for t in channel.tasks if t.contacts > 1)
        assert of_forms <= 7 + seed
    # contacts for complaints in a free form are the only ones that no form was charged for
    charged = sum(
        task.contacts * advice.prepared.book.channels[c.channel].cost
        for c in listed.channels
        for task in c.tasks
        if task.contacts > 1
    )
    assert charged <= advice.data["cost"] + 1e-6


def test_a_channel_that_is_full_hands_over_to_the_next() -> None:
    row: dict[str, Any] = {"set_scrm": "beeindigen_hoog", "negative_engagement": 80.0, "clv": 100.0}
    customer: dict[str, list[Any]] = {
        "telefoon": ["0612345678"] * 3,
        "email": ["a@b.nl"] * 3,
        "toestemming_telefoon": [1.0] * 3,
        "toestemming_email": [1.0] * 3,
    }
    rows = [{**row, "clv": value} for value in (10.0, 900.0, 300.0)]
    wide = made(base(rows, customer))
    assert {c.channel: len(c.tasks) for c in wide.channels} == {"telefoon": 3}
    assert wide.channels[0].contacts == 6
    narrow = Settings(
        channels={"telefoon": {"capacity": 8}, "email": {"capacity": 0}, "chat": {"available": False}}
    )
    advice = advise(*base(rows, customer, narrow).arguments())
    assert advice.data["segments"][0]["carrier"] == "telefoon"


def test_urgent_and_valuable_customers_come_first_and_the_reason_is_told() -> None:
    rows: list[dict[str, Any]] = [
        {"relatievorm": "langdurig", "set_waarde": "kampioen", "clv": 50.0},
        {"relatievorm": "langdurig", "set_waarde": "kampioen", "clv": 10.0, "opzegdatum": "2026-08-20"},
        {"relatievorm": "langdurig", "set_waarde": "kampioen", "clv": 5.0},
    ]
    customer: dict[str, list[Any]] = {
        "telefoon": ["0612345678"] * 3,
        "toestemming_telefoon": [1.0] * 3,
    }
    found = base(rows, customer)
    facts = found.facts.assign(complaints_open=[0.0, 0.0, 1.0])
    facts.attrs = found.facts.attrs
    advice = advise(found.values, facts, found.frames, "strategie", found.settings)
    listed = plan(advice.prepared, advice.data, found.values, facts)
    tasks = {task.row: task for channel in listed.channels for task in channel.tasks}
    assert set(tasks) == {0, 1, 2}
    assert tasks[2].on == "2026-07-01" and "klacht" in tasks[2].why
    assert tasks[1].on >= "2026-07-21" and tasks[1].on < "2026-08-20" and "20-08-2026" in tasks[1].why
    assert all(task.on > AS_OF.isoformat() for task in tasks.values())
    assert not any(task.automatic for task in tasks.values())


def test_who_complains_gets_no_offer_but_an_answer() -> None:
    rows: list[dict[str, Any]] = [{"set_waarde": "vrek", "set_scrm": "retentie_laag"}] * 2
    found = base(rows, {"email": ["a@b.nl"] * 2, "toestemming_email": [1.0, 1.0]})
    facts = found.facts.assign(complaints_open=[1.0, 0.0])
    facts.attrs = found.facts.attrs
    advice = advise(found.values, facts, found.frames, "strategie", found.settings)
    assert advice.data["segments"][0]["form"] == "zelfbediening"
    listed = plan(advice.prepared, advice.data, found.values, facts)
    tasks = {task.row: task for channel in listed.channels for task in channel.tasks}
    assert "klacht" in tasks[0].message and not tasks[0].automatic
    assert tasks[1].automatic and tasks[1].message == advice.data["segments"][0]["core_message"]


def test_an_empty_base_has_an_empty_list() -> None:
    found = generated(1, 5)
    nobody = [None] * 5
    advice = advise(*found.arguments(), cells=nobody)
    listed = plan(advice.prepared, advice.data, found.values, found.facts)
    assert listed.channels == () and listed.nobody == {}
