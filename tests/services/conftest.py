"""What the tests of the services share."""

import pytest
from flask import Flask

from tests.conftest import SettableClock
from tests.factories import Enter, Entered
from tests.services.sweeping import ACCEPTED, SETTLING, only


@pytest.fixture
def settling(inside: Flask, enter: Enter, clock: SettableClock) -> Entered:
    """A complaint in settlement at the board, nobody's in particular, entered on the day it was accepted."""
    assert inside
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    only(SETTLING)
    return it
