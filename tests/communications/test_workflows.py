import pytest

from communications.enums import MessageState, PublicationState, TopicState
from communications.workflows import CHAPTER, MESSAGE, PRACTICE, TOPIC

LEGAL = [
    (
        PRACTICE,
        PublicationState,
        {
            ("draft", "submit", "in_review"),
            ("changes_requested", "submit", "in_review"),
            ("in_review", "publish", "published"),
            ("in_review", "request_changes", "changes_requested"),
            ("published", "withdraw", "withdrawn"),
        },
    ),
    (
        CHAPTER,
        PublicationState,
        {
            ("draft", "submit", "in_review"),
            ("changes_requested", "submit", "in_review"),
            ("in_review", "publish", "published"),
            ("in_review", "request_changes", "changes_requested"),
        },
    ),
    (
        MESSAGE,
        MessageState,
        {
            ("draft", "consult", "consulted"),
            ("consulted", "return", "draft"),
            ("consulted", "adopt", "in_use"),
            ("in_use", "retire", "retired"),
        },
    ),
    (TOPIC, TopicState, {("open", "close", "closed"), ("closed", "reopen", "open")}),
]


@pytest.mark.parametrize(
    ("workflow", "states", "legal"), LEGAL, ids=["practice", "chapter", "message", "topic"]
)
def test_the_table_knows_these_arrows_and_no_others(workflow, states, legal):
    found = {
        (str(state), arrow.name, str(arrow.target))
        for state in states
        for arrow in workflow.open_from(state)
    }

    assert found == legal
