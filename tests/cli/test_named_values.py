"""NAME=VALUE is read in one way by every command, and another form is a usage error with an example."""

import argparse

import pytest

from cli.named_values import named_value


def test_a_value_may_hold_anything_and_a_name_is_needed() -> None:
    read = named_value("achternaam=Jansen")
    assert read(" notities = a=b ") == ("notities", "a=b")
    assert read("omzet=") == ("omzet", "")
    for wrong in ("achternaam", "=Jansen", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="achternaam=Jansen"):
            read(wrong)
