"""Killed in the middle (`bench.kill`): all of a deed is there, or nothing of it. Fifty times each by hand."""

import pytest

from bench import kill


@pytest.mark.parametrize("deed", kill.DEEDS)
def test_a_killed_deed_is_whole_or_not_at_all(deed: str) -> None:
    found = kill.run(deed, 1, customers=300)
    assert found.wrong == []
    assert found.whole + found.nothing == 1
