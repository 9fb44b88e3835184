"""A portal that sends through a mail server which can be told how to behave."""

import pytest

from tests.faults.sink import Sink
from tests.stack import copy_of


@pytest.fixture(scope="module")
def sink():
    with Sink() as sink:
        yield sink
        sink.shutdown()


@pytest.fixture(scope="module")
def portal(seed, sink):
    """A portal of its own that sends through the sink; a lease runs out after five seconds."""
    with copy_of(seed, EMAIL_URL=sink.url, PORTAL_DELIVERY_LEASE="5") as stack:
        yield stack.start()
