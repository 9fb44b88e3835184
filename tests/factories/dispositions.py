"""What is said of the plan 2019-2022: `comment()`, `conclusion()`, `challenge()`; answers."""

import datetime as dt
from itertools import count

from strategy.enums.dispositions import Answer
from strategy.models import Plan, PlanInput, Workshop
from strategy.services import challenges, dispositions, positions, workshops
from strategy.services.dispositions import Given
from tests.factories import consultations as asking
from tests.factories import workshops as inviting
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

numbers = count(1)
REASON = {"en": "It is in the plan now.", "fr": "C’est désormais dans le plan."}


def plan():
    return Plan.objects.get(slug="2019-2022")


def asked(**values):
    """Open a consultation on the plan."""
    return asking.consultation(f"said-{next(numbers)}", plan=plan(), **values)


def comment(member="sen", words="Parcels first.", *, of=None, by=None):
    """Let a Member answer a consultation on the plan with a comment."""
    there = Member.objects.get(code=member)
    by = by or person(R.FOCAL_POINT, member=member)
    sent = asking.answer(of or asked(), there, "1234", by=by, comment=words)
    return said(sent)


def held(region="wca"):
    """Hold a workshop for the plan."""
    made = inviting.workshop(region, plan=plan())
    over = clock.now() - dt.timedelta(days=1)
    Workshop.objects.filter(pk=made.pk).update(
        state="held", starts_at=over - dt.timedelta(hours=7), ends_at=over
    )
    return Workshop.objects.get(pk=made.pk)


def conclusion(words="Release times are measured.", *, at=None):
    """Let a workshop for the plan conclude something."""
    made = workshops.conclude(at or held(), text_en=words, text_fr="", by=person(R.EDITOR))
    return said(made)


def challenge(title="Small parcels", *, at=None, by=None):
    """Let Senegal raise a challenge at a workshop for the plan."""
    made = challenges.raise_at(
        at or held(),
        member=Member.objects.get(code="sen"),
        title={"en": title},
        text={},
        by=by or person(R.FOCAL_POINT, member="sen"),
    )
    return said(made)


def said(thing):
    return PlanInput.objects.get(public_id=thing.public_id)


def given(answer=Answer.ACCEPTED, reason=None, **places):
    return Given(answer, REASON if reason is None else reason, **places)


def drafted(found, *, by=None, **what):
    """Draft the answer to an input."""
    by = by or person(R.EDITOR)
    return dispositions.answer(found.plan, said=said(found), given=given(**what), by=by)


def published(found, *, by=None, **what):
    """Draft and publish the answer to an input."""
    by = by or person(R.EDITOR)
    made = drafted(found, by=by, **what)
    dispositions.publish(found.plan, by=by)
    made.refresh_from_db()
    return made


def sent_again(found, words, *, by):
    """Let the Member of a comment send another one."""
    position = found.revision.position
    saved = positions.save(
        position.consultation,
        member=position.member,
        ranking=position.ranking,
        remarks=position.remarks,
        comment=words,
        version=position.version,
        by=by,
    )
    sent = positions.send(
        position.consultation, member=position.member, version=saved.version, by=by
    )
    return said(sent)
