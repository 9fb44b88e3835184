"""Write common messages, put them to the Members, bring them into use, retire them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from communications.enums import MessageKind
from communications.models import Audience, Message, ProofPoint
from communications.rules import Pair, slug_from
from communications.workflows import MESSAGE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.common.ids import public_id
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links


@transaction.atomic
def create(
    *,
    title: Pair,
    statement: Pair,
    audiences: Iterable[Audience],
    umbrella: Message | None = None,
    is_umbrella: bool = False,
    by: Person,
) -> Message:
    """Start a common message as a draft."""
    policies.require(by, Permission.MESSAGE_EDIT)
    message = Message(
        public_id=public_id(),
        kind=MessageKind.UMBRELLA if is_umbrella else MessageKind.KEY,
        umbrella=umbrella,
        author=by,
        is_demonstration=by.is_demonstration,
    )
    _put(message, title=title, statement=statement)
    message.slug = slug_from(
        title.en,
        is_taken=lambda slug: Message.objects.filter(slug=slug).exists(),
        otherwise=message.public_id.lower(),
    )
    message.full_clean()
    message.save()
    message.audiences.set(audiences)
    audit.record("communications.message.created", target=message, by=by)
    return message


@transaction.atomic
def edit(
    message: Message,
    *,
    title: Pair,
    statement: Pair,
    audiences: Iterable[Audience],
    umbrella: Message | None,
    version: int,
    by: Person,
) -> Message:
    """Change the wording of a draft; positions taken on an earlier wording are marked as such."""
    message = locked(message)
    policies.require(by, Permission.MESSAGE_EDIT, message)
    if message.version != version:
        raise ChangedMeanwhile(
            _("Somebody saved this message first. Read the newer text and save again."),
            code="changed_meanwhile",
        )
    before = (message.title_en, message.title_fr, message.statement_en, message.statement_fr)
    _put(message, title=title, statement=statement)
    message.umbrella = umbrella
    after = (message.title_en, message.title_fr, message.statement_en, message.statement_fr)
    message.wording += before != after
    message.version += 1
    message.full_clean()
    message.save()
    message.audiences.set(audiences)
    audit.record("communications.message.edited", target=message, by=by)
    return message


@transaction.atomic
def consult(message: Message, *, by: Person) -> Message:
    """Put a message to the Members, for endorsement."""
    message = locked(message)
    arrow = MESSAGE.follow("consult", message, by=by)
    message.consulted_at = clock.now()
    for proof in message.proofs.exclude(practice=None).select_related("practice"):
        quote(message, proof, by=by)
    return _move(message, arrow.target, arrow.event, by=by, fields=["consulted_at"])


@transaction.atomic
def send_back(message: Message, *, by: Person) -> Message:
    """Return a message to its draft."""
    message = locked(message)
    arrow = MESSAGE.follow("return", message, by=by)
    return _move(message, arrow.target, arrow.event, by=by, fields=[])


@transaction.atomic
def adopt(message: Message, *, by: Person) -> Message:
    """Bring a message into use: the public page shows it and who endorses it."""
    message = locked(message)
    arrow = MESSAGE.follow("adopt", message, by=by)
    message.adopted_by, message.in_use_since = by, clock.now()
    fields = ["adopted_by", "in_use_since"]
    return _move(message, arrow.target, arrow.event, by=by, fields=fields)


@transaction.atomic
def retire(message: Message, *, by: Person) -> Message:
    """Take a message out of use."""
    message = locked(message)
    arrow = MESSAGE.follow("retire", message, by=by)
    message.retired_at = clock.now()
    return _move(message, arrow.target, arrow.event, by=by, fields=["retired_at"])


def locked(message: Message) -> Message:
    """Return the message, held until the end of the transaction."""
    return Message.objects.select_for_update(of=("self",)).get(pk=message.pk)


def quote(message: Message, proof: ProofPoint, *, by: Person) -> None:
    """Tie a message to the practice that shows its proof."""
    if proof.practice is None:
        return
    links.join(
        ("message", message.public_id),
        ("practice", proof.practice.public_id),
        relation=Relation.QUOTES,
        by=by,
        is_demonstration=message.is_demonstration,
    )


def _move(message: Message, state: str, event: str, *, by: Person, fields: list[str]) -> Message:
    message.state = state
    message.version += 1
    message.save(update_fields=["state", "version", "updated_at", *fields])
    audit.record(event, target=message, by=by, subject=message.author)
    return message


def _put(message: Message, *, title: Pair, statement: Pair) -> None:
    message.title_en, message.title_fr = title.en.strip(), title.fr.strip()
    message.statement_en, message.statement_fr = statement.en.strip(), statement.fr.strip()
