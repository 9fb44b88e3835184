"""A Member's answer on paper: two people, one position, and the Member's last word."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from strategy import selectors, services
from strategy.models import PaperAnswer, Position
from tests.factories import person
from tests.factories.api import caller
from tests.factories.consultations import answer, close, consultation, ranking
from tests.factories.paper_answers import SCAN, entered
from tests.strategy.services.test_positions import member, save
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files import selectors as files
from wco_portal.files.models import File
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def counted(made):
    return selectors.turnout.overall(selectors.turnout.by_region(made)).answered


def test_it_counts_only_when_another_person_has_confirmed_it():
    made, editor = consultation(), person(R.EDITOR)
    paper = entered(made, order="2134", by=editor)

    with pytest.raises(Denied) as refused:
        services.paper_answers.confirm(paper, by=editor)
    before = counted(made)
    done = services.paper_answers.confirm(paper, by=person(R.APPROVER))

    assert "another person has to confirm it" in str(refused.value)
    assert (before, counted(made)) == (0, 1)
    position = Position.objects.get()
    assert position.sent == done.revision
    assert position.ranking == ranking(made, "2134")
    assert done.revision.paper == done
    told = Event.objects.filter(type="strategy.position.sent").get()
    assert told.data["on_paper"]


def test_the_database_itself_asks_for_two_people():
    paper = services.paper_answers.confirm(entered(), by=person(R.APPROVER))

    with pytest.raises(IntegrityError), transaction.atomic():
        PaperAnswer.objects.filter(pk=paper.pk).update(checked_by=paper.entered_by)


def test_focal_point_and_head_are_told_with_the_receipt(client):
    focal, head = person(R.FOCAL_POINT, member="sen"), person(R.HEAD, member="sen")
    done = services.paper_answers.confirm(entered(), by=person(R.APPROVER))
    outbox.sweep()

    told = Delivery.objects.filter(notice="consultation_receipt")
    assert {each.recipient for each in told} == {focal, head}
    client.force_login(head)
    page = client.get(done.revision.get_absolute_url()).content.decode()
    assert "It came on paper: entered by" in page
    history = client.get(f"/en/consultations/{done.consultation.slug}/answer/sen/history/")
    assert "n paper, sent as the Member’s position" in history.content.decode()


def test_the_member_replaces_it_while_the_consultation_is_open():
    paper = services.paper_answers.confirm(entered(), by=person(R.APPROVER))
    focal = person(R.FOCAL_POINT, member="sen")
    made = paper.consultation
    version = Position.objects.get().version

    saved = save(made, focal, order="4321", version=version, comment="Ours.")
    receipt = services.positions.send(made, member=member(), version=saved.version, by=focal)

    assert Position.objects.get().sent == receipt
    assert receipt.ranking == ranking(made, "4321")
    with pytest.raises(DomainError) as refused:
        entered(made)
    assert refused.value.code == "answered_itself"


def test_the_members_own_answer_wins_over_a_paper_that_waits():
    paper = entered()
    receipt = answer(paper.consultation, member(), "4321")

    with pytest.raises(DomainError) as refused:
        services.paper_answers.confirm(paper, by=person(R.APPROVER))
    aside = services.paper_answers.set_aside(paper, reason="Sent online.", by=paper.entered_by)

    assert refused.value.code == "answered_itself"
    assert Position.objects.get().sent == receipt
    assert (aside.state, aside.reason) == ("set_aside", "Sent online.")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"scan": b"PK\x03\x04 not a scan"}, "scan_type"),
        ({"order": "213"}, "ranking_incomplete"),
        ({"received_on": dt.date(2019, 2, 28)}, "not_open"),
        ({"received_on": dt.date(2019, 5, 1)}, "closed"),
        ({"received_on": dt.date(2019, 4, 1)}, "not_yet"),
    ],
)
def test_what_could_not_count_is_refused_at_once(fields, code):
    with pytest.raises(DomainError) as refused:
        entered(**fields)

    assert refused.value.code == code
    assert not File.objects.filter(purpose="paper_answer").exists()


def test_a_paper_that_came_in_time_is_confirmed_after_closing_but_not_after_publication():
    paper = entered()
    other = entered(paper.consultation, "fra")
    made = close(paper.consultation)

    services.paper_answers.confirm(paper, by=person(R.APPROVER))
    services.consultations.publish(made, by=person(R.EDITOR))

    with pytest.raises(DomainError) as refused:
        services.paper_answers.confirm(other, by=person(R.APPROVER))
    assert refused.value.code == "published"


def test_the_scan_is_for_the_secretariat_and_the_members_own_people():
    paper = entered()
    own, other = person(R.FOCAL_POINT, member="sen"), person(R.FOCAL_POINT, member="fra")

    def read_by(*people):
        found = []
        for each in people:
            try:
                found.append(files.files.data(files.files.by_public_id(scan, each)))
            except File.DoesNotExist:
                found.append(None)
        return found

    scan = paper.scan.public_id
    before = read_by(person(R.AUDITOR), own, other)
    services.paper_answers.confirm(paper, by=person(R.APPROVER))

    assert before == [SCAN, None, None]
    assert read_by(own, other, person(R.COORDINATOR, region="wca")) == [SCAN, None, None]


def test_the_pages_take_a_paper_in_and_keep_what_was_typed(client, tmp_path):
    made = consultation(asks_remarks=True)
    first = made.items.earliest("order").public_id
    client.force_login(person(R.EDITOR))
    address = f"/en/consultations/{made.slug}/papers/new/"
    places = {f"place-{key}": place for key, place in ranking(made, "2134").items()}
    typed = {"member": "sen", "received_on": "2019-03-20", "comment": "By post."} | places
    typed[f"remark-{first}"] = "Ports <first>."
    scan = tmp_path / "scan.pdf"

    scan.write_bytes(b"MZ no scan")
    with scan.open("rb") as file:
        refused = client.post(address, typed | {"scan": file})
    scan.write_bytes(SCAN)
    with scan.open("rb") as file:
        done = client.post(address, typed | {"scan": file})

    assert refused.status_code == 422
    assert "no PDF, PNG or JPEG" in refused.content.decode()
    assert "By post." in refused.content.decode()
    assert "Ports &lt;first&gt;." in refused.content.decode()
    assert done.status_code == 302
    page = client.get(done.url).content.decode()
    assert "another person has to confirm it" in page
    assert "Ports &lt;first&gt;." in page
    client.force_login(person(R.APPROVER))
    assert client.post(f"{done.url}confirm/").status_code == 302
    assert counted(made) == 1
    sent = Position.objects.get().sent
    assert (sent.remarks, sent.consent) == ({first: "Ports <first>."}, "none")
    (shown,) = caller(person(R.AUDITOR))("get", "/api/v1/paper-answers/").json()["results"]
    assert shown["remarks"] == sent.remarks


def test_what_is_allowed_of_own_words_is_not_said_of_a_paper_and_unasked_remarks_are_not_kept():
    made, focal = consultation(), person(R.FOCAL_POINT, member="sen")
    services.positions.save(
        made, member=member(), ranking={}, comment="Ours.", version=0, by=focal, consent="named"
    )
    paper = entered(made, remarks={made.items.earliest("order").public_id: "Unasked."})

    done = services.paper_answers.confirm(paper, by=person(R.APPROVER))

    assert (done.revision.comment, done.revision.consent) == ("By post.", "none")
    assert done.revision.remarks == {}


def test_two_papers_of_a_member_do_not_wait_side_by_side():
    paper = entered()

    with pytest.raises((DomainError, Exception)) as refused:
        entered(paper.consultation)

    assert "waits to be confirmed" in str(refused.value)
    assert connection.in_atomic_block
