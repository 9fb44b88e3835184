from collections import Counter

import pytest

from conferences.services import nominations, registrations
from tests.factories import person
from tests.factories.conferences import edition, nominate, nominee
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications import tables
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.selectors import letters

pytestmark = pytest.mark.django_db


def told():
    """Deliver what is due; say how many mails each person got, by notice."""
    outbox.sweep()
    return Counter(
        Delivery.objects.filter(channel="mail").values_list("notice", "recipient__email")
    )


@pytest.fixture
def staff(db):
    return {
        "registrar": person(R.REGISTRAR, email="registrar@test.example"),
        "sen": person(R.FOCAL_POINT, member="sen", email="focal.sen@test.example"),
        "fra": person(R.FOCAL_POINT, member="fra", email="focal.fra@test.example"),
    }


def test_a_nomination_tells_each_delegate_the_focal_point_and_the_registrar_once(staff):
    conference = edition()

    nominate(
        conference,
        "sen",
        nominee(1, role="head", email="a@test.example"),
        nominee(2, email="b@test.example"),
        by=staff["sen"],
    )

    assert told() == {
        ("delegation_nominated", "focal.sen@test.example"): 1,
        ("delegation_nominated", "registrar@test.example"): 1,
        ("registration_nominated", "a@test.example"): 1,
        ("registration_nominated", "b@test.example"): 1,
    }


def test_a_withdrawal_tells_who_leaves_and_who_moves_up_once_each(staff):
    conference = edition(capacity=1)
    (held,) = nominate(conference, "sen", nominee(1, email="a@test.example"), by=staff["sen"])
    nominate(conference, "fra", nominee(2, email="b@test.example"), by=staff["fra"])
    before = told()

    registrations.withdraw(held, by=staff["sen"])

    assert told() - before == {
        ("registration_withdrawn", "a@test.example"): 1,
        ("delegation_withdrawn", "focal.sen@test.example"): 1,
        ("delegation_withdrawn", "registrar@test.example"): 1,
        ("registration_promoted", "b@test.example"): 1,
        ("registration_promoted", "focal.fra@test.example"): 1,
    }


def test_every_letter_can_be_written_in_both_languages(staff):
    conference = edition(capacity=1)
    registrar, focal = staff["registrar"], staff["sen"]
    one, two = nominate(conference, "sen", nominee(1, role="head"), nominee(2), by=focal)
    registrations.return_for_changes(one, remark="Which <function>?", by=registrar)
    registrations.correct(
        one,
        values={
            "given_name": "D",
            "family_name": "A",
            "email": one.email,
            "language": "fr",
            "title": "Chief",
        },
        by=focal,
    )
    registrations.confirm(two, by=registrar)
    nominations.substitute(two, nominee=nominee(3), by=focal)
    registrations.withdraw(one, by=focal)
    (three,) = nominate(conference, "fra", nominee(4), by=staff["fra"])
    registrations.reject(three, remark="No.", by=registrar)
    outbox.sweep()

    names = {name for name in tables.NOTICES if name.startswith(("registration_", "delegation_"))}
    written = {row.notice for row in Delivery.objects.all()} & names

    assert names - written == {"delegation_answered"}
    for row in Delivery.objects.select_related("recipient", "event"):
        for language in ("en", "fr"):
            row.recipient.language = language
            letter = letters.write(row)
            assert row.event.type.startswith("conferences.")
            assert letter.subject
            assert "&lt;" not in letter.text
