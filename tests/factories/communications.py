"""Practices, messages, topics and chapters in the states that tests need."""

import datetime as dt

from communications.models import Audience, Space
from communications.rules import Account, Pair
from communications.services import chapters, messages, practices, proofs, topics
from communications.services.chapters import Outline
from communications.services.proofs import Proof
from communications.services.sources import Publication
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

ACCOUNT = Account("A stand at the market", "Nobody declared.", "We went there.", "", "")


def practice(*, by=None, state="draft", account=ACCOUNT, reviewer=None):
    """Make a practice of Japan in a state."""
    writer = by or person(R.FOCAL_POINT, member="jpn")
    made = practices.create(account, language="en", principles=["T", "S"], by=writer)
    if state != "draft":
        made = practices.submit(made, by=writer)
    if state == "published":
        made = practices.publish(made, by=reviewer or person(R.COMMUNICATIONS))
    return made


def message(*, by=None, audiences=2, proofs_count=1):
    """Make a draft message with audiences and proof."""
    writer = by or person(R.COMMUNICATIONS)
    made = messages.create(
        title=Pair("We answer", "Nous répondons"),
        statement=Pair("Within a day.", "Sous un jour."),
        audiences=Audience.objects.order_by("order")[:audiences],
        by=writer,
    )
    for _number in range(proofs_count):
        proofs.add(made, proof(), by=writer)
    return made


def proof(*, days=30):
    """Make a fact that expires in some days."""
    return Proof(
        statement=Pair("Nine of ten calls.", "Neuf appels sur dix."),
        expires_on=clock.today() + dt.timedelta(days=days),
        publication=Publication("An office", "Its report", "2019", "secondary"),
    )


def topic(*, by=None):
    """Open a topic."""
    return topics.open_topic(
        Space.objects.order_by("order").first(),
        title="Which tool?",
        body="We tried one.",
        language="en",
        by=by or person(R.FOCAL_POINT, member="can"),
    )


def chapter(*, by=None, state="draft"):
    """Make a chapter with a text in both languages."""
    writer = by or person(R.EDITOR)
    made = chapters.create(
        Outline("a-chapter", 99, Pair("A chapter", "Un chapitre"), Pair("Why.", "Pourquoi.")),
        by=writer,
    )
    for language, words in (("en", "One word."), ("fr", "Un mot.")):
        chapters.write(made, language=language, markdown=words, base_version=0, by=writer)
    if state != "draft":
        made = chapters.submit(made, by=writer)
    if state == "published":
        made = chapters.publish(made, by=person(R.APPROVER))
    return made
