import pytest

from conferences.services import places
from tests.factories.conferences import edition


def test_places_are_given_in_read_committed_transactions_only(committed):
    conference = edition()

    with pytest.raises(RuntimeError, match="READ COMMITTED"):
        places.lock(conference)
