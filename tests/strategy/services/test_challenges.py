import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from strategy import selectors, services
from strategy.models import Challenge, PlanElement
from tests.factories import person
from tests.factories.workshops import draft, workshop
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def raised(by, at=None):
    member = Member.objects.get(roles__person=by)
    return services.challenges.raise_at(
        at or workshop(),
        member=member,
        title={"fr": "Le commerce électronique des petits colis"},
        text={"fr": "Ils sont trop nombreux."},
        by=by,
    )


def test_a_member_raises_a_challenge_and_gets_a_receipt():
    focal = person(R.FOCAL_POINT, member="sen", language="fr")
    made = raised(focal)
    mail.outbox.clear()

    audit.outbox.sweep()

    receipt = [each for each in mail.outbox if made.receipt in each.body]
    assert [each.to for each in receipt] == [[focal.email]]


def test_only_the_regions_members_speak_and_only_for_themselves():
    focal = person(R.FOCAL_POINT, member="sen")

    with pytest.raises(Denied, match="Members of the region"):
        raised(person(R.FOCAL_POINT, member="jpn"))
    with pytest.raises(Denied):
        raised(focal, at=draft())
    with pytest.raises(DomainError, match="own administration"):
        services.challenges.raise_at(
            workshop(), member=Member.objects.get(code="cmr"), title={"en": "x"}, text={}, by=focal
        )


def test_what_waits_is_seen_by_the_region_and_the_secretariat_only():
    focal = person(R.FOCAL_POINT, member="sen")
    made = raised(focal)

    def sees(actor):
        return Challenge.objects.visible_to(actor).filter(pk=made.pk).exists()

    assert sees(focal)
    assert sees(person(R.COORDINATOR, region="wca"))
    assert sees(person(R.EDITOR))
    assert not sees(ANYBODY)
    assert not sees(person(R.FOCAL_POINT, member="jpn"))


def test_taken_up_it_is_linked_to_the_objective_and_everybody_reads_it():
    focal, editor = person(R.FOCAL_POINT, member="sen"), person(R.EDITOR)
    made = raised(focal)
    element = selectors.challenges.elements(editor).first()

    services.challenges.take_up(made, element=element, by=editor)

    cards = selectors.challenges.cards([made.public_id], ANYBODY)
    assert [card.title for card in cards] == ["Le commerce électronique des petits colis"]
    from wco_portal.links import selectors as links  # noqa: PLC0415 -- beside its use

    knots = links.threads.leads_to(made.public_id, actor=editor)
    assert [knot.card.public_id for knot in knots] == [element.public_id]
    assert str(knots[0].relation) == "is answered by"


def test_set_aside_the_member_reads_why():
    focal, editor = person(R.FOCAL_POINT, member="sen"), person(R.EDITOR)
    made = raised(focal)

    with pytest.raises(DomainError, match="reason"):
        services.challenges.set_aside(made, reason=" ", by=editor)
    services.challenges.set_aside(made, reason="It is in the plan already.", by=editor)
    audit.outbox.sweep()

    assert any("It is in the plan already." in each.body for each in mail.outbox)
    assert PlanElement.objects.exists()
