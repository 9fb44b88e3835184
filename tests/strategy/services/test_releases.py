"""Release by the head, two hands on one draft, and the handover of a role."""

import pytest

from strategy import selectors, services
from strategy.models import Position
from tests.factories import person
from tests.factories.consultations import consultation, ranking
from tests.factories.paper_answers import released_by_head
from tests.strategy.services.test_positions import focal, member, save
from wco_portal.access.policies import Denied
from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Role
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def passed(made, by, version=0):
    saved = save(made, by, version=version)
    return services.releases.pass_on(made, member=member(), version=saved.version, by=by)


def test_without_a_rule_the_focal_point_sends_and_nothing_is_passed():
    made, by = consultation(), focal()
    saved = save(made, by)

    with pytest.raises(DomainError) as refused:
        services.releases.pass_on(made, member=member(), version=saved.version, by=by)
    services.positions.send(made, member=member(), version=saved.version, by=by)

    assert refused.value.code == "no_release"


def test_the_head_sends_what_the_focal_point_passed():
    made, by, head = consultation(), focal(), released_by_head()
    release = passed(made, by)
    outbox.sweep()

    with pytest.raises(Denied) as refused:
        services.positions.send(made, member=member(), version=release.draft, by=by)
    with pytest.raises(Denied):
        services.releases.send(release, version=1, by=person(R.HEAD, member="fra"))
    receipt = services.releases.send(release, version=1, by=head)

    assert "pass it to the head" in str(refused.value)
    assert Position.objects.get().sent == receipt
    assert receipt.by == head
    told = Delivery.objects.filter(notice="release_asked")
    assert {each.recipient for each in told} == {head}


def test_a_draft_that_was_changed_since_has_to_be_passed_anew():
    made, by, head = consultation(), focal(), released_by_head()
    release = passed(made, by)
    save(made, by, order="4321", version=release.draft)

    with pytest.raises(ChangedMeanwhile):
        services.releases.send(release, version=1, by=head)
    version = Position.objects.get().version
    again = services.releases.pass_on(made, member=member(), version=version, by=by)

    assert again == release
    sent = services.releases.send(again, version=again.version, by=head)
    assert sent.ranking == ranking(made, "4321")


def test_a_head_sends_the_draft_that_was_read_and_not_one_passed_meanwhile(client):
    made, by, head = consultation(), focal(), released_by_head()
    release = passed(made, by)
    client.force_login(head)
    address = f"/en/releases/{release.public_id}/"
    assert 'name="version" value="1"' in client.get(address).content.decode()
    save(made, by, order="4321", version=release.draft)
    version = Position.objects.get().version
    services.releases.pass_on(made, member=member(), version=version, by=by)

    late, blind = client.post(f"{address}send/", {"version": 1}), client.post(f"{address}send/")

    assert (late.status_code, blind.status_code) == (409, 409)
    assert Position.objects.get().sent is None
    assert client.post(f"{address}send/", {"version": 2}).status_code == 302


def test_a_head_returns_the_draft_that_was_read_and_keeps_the_words(client):
    made, by, head = consultation(), focal(), released_by_head()
    release = passed(made, by)
    client.force_login(head)
    address, said = f"/en/releases/{release.public_id}/return/", {"reason": "Safety comes first."}
    save(made, by, order="4321", comment="Said anew.", version=release.draft)
    version = Position.objects.get().version
    services.releases.pass_on(made, member=member(), version=version, by=by)

    late, blind = client.post(address, {**said, "version": 1}), client.post(address, said)
    page = late.content.decode()

    assert (late.status_code, blind.status_code) == (409, 409)
    assert "Another draft was passed to you meanwhile" in page
    assert "Safety comes first." in page
    assert "Said anew." in page
    assert 'name="version" value="2"' in page
    assert client.post(address, {**said, "version": 2}).status_code == 302


def test_the_head_returns_it_with_a_reason_that_the_focal_point_reads(client):
    made, by, head = consultation(), focal(), released_by_head()
    release = passed(made, by)
    client.force_login(head)

    address, seen = f"/en/releases/{release.public_id}/return/", {"version": release.version}
    nameless = client.post(address, {**seen, "reason": " "})
    client.post(address, {**seen, "reason": "Safety first."})
    outbox.sweep()
    client.force_login(by)

    assert nameless.status_code == 422
    told = Delivery.objects.filter(notice="release_returned")
    assert {each.recipient for each in told} == {by}
    page = client.get(f"/en/consultations/{made.slug}/answer/sen/").content.decode()
    assert "Safety first." in page
    assert not Position.objects.answered().exists()


def test_pages_pass_and_send(client):
    made, by, head = consultation(), focal(), released_by_head()
    saved = save(made, by)
    client.force_login(by)

    review = f"/en/consultations/{made.slug}/answer/sen/review/"
    assert "Pass to the head" in client.get(review).content.decode()
    asked = client.post(review, {"version": saved.version})
    client.force_login(head)
    assert "Release the position of" in client.get("/en/work/").content.decode()
    sent = client.post(f"{asked.url}send/", {"version": 1})

    assert sent.status_code == 302
    assert Position.objects.answered().count() == 1


def test_two_hands_are_joined_field_by_field(client):
    made, one, other = consultation(), focal(), focal()
    first = save(made, one, order="2134", comment="")

    save(made, one, order="4321", version=first.version, comment="")
    both = save(made, other, order="2134", version=first.version, comment="From the law office.")

    assert both.ranking == ranking(made, "4321")
    assert both.comment == "From the law office."
    assert selectors.positions.savers(both, since=first.version) == [one.name]
    with pytest.raises(ChangedMeanwhile):
        save(made, one, order="1234", version=first.version, comment="")
    kept = [each.ranking for each in both.revisions.order_by("number")]
    assert kept == [ranking(made, order) for order in ("2134", "4321", "4321")]


def test_a_new_focal_point_finds_the_draft_and_its_history(client):
    made, old = consultation(), focal()
    save(made, old, comment="Begun by the one before.")
    Role.objects.filter(person=old).update(until=clock.today())
    new = focal()

    client.force_login(new)
    draft = client.get(f"/en/consultations/{made.slug}/answer/").content.decode()
    history = client.get(f"/en/consultations/{made.slug}/answer/sen/history/").content.decode()
    client.force_login(old)

    assert "Begun by the one before." in draft
    assert old.name in draft
    assert old.name in history
    assert client.get(f"/en/consultations/{made.slug}/answer/").status_code == 403
