"""An invented answer on paper that waits for a second person, and a draft for a head to release."""

from __future__ import annotations

from typing import Final

from strategy.models import Consultation
from strategy.services import paper_answers, positions, releases
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person

# The head of this administration releases its positions.
RELEASED_BY_HEAD: Final = "mar"
# These did not answer the open consultation, and nobody enters as them.
ON_PAPER: Final = ("and", "bhs", "bdi", "bwa", "cri", "est", "gmb", "isl", "lux", "mlt", "nam")


def load(made: Consultation) -> None:
    """Enter a paper, and pass a draft to a head who has returned it once."""
    _paper(made)
    _release(made)


def _paper(made: Consultation) -> None:
    missing = Member.objects.counted().on(made.closing_day).filter(code__in=ON_PAPER)
    member = missing.exclude(positions__consultation=made).order_by("code").first()
    if member is not None:
        paper_answers.enter(
            made,
            member=member,
            ranking=_ranking(made, 3),
            comment="Sent by post: the connection was down.",
            received_on=clock.today(),
            scan=scan(str(member.name_en)),
            by=_staff(RoleName.EDITOR),
        )


def _release(made: Consultation) -> None:
    member = Member.objects.select_related("region").get(code=RELEASED_BY_HEAD)
    head, focal = _of(member, RoleName.HEAD), _of(member, RoleName.FOCAL_POINT)
    releases.set_rule(member, by_head=True, by=head)
    member = Member.objects.select_related("region").get(pk=member.pk)
    for version, (first, comment) in enumerate(((0, ""), (4, "As agreed with the ministry."))):
        draft = positions.save(
            made,
            member=member,
            ranking=_ranking(made, first),
            comment=comment,
            version=version,
            by=focal,
        )
        passed = releases.pass_on(made, member=member, version=draft.version, by=focal)
        if not version:
            why = "Say why e-commerce stands so high."
            releases.send_back(passed, version=passed.version, reason=why, by=head)


def _ranking(made: Consultation, first: int) -> dict[str, int]:
    """Rank the items in the paper's order, begun somewhere else."""
    items = list(made.items.order_by("order").values_list("public_id", flat=True))
    return {item: place for place, item in enumerate(items[first:] + items[:first], start=1)}


def _of(member: Member, name: RoleName) -> Person:
    return Person.objects.filter(roles__name=name, roles__member=member).order_by("pk")[0]


def _staff(name: RoleName) -> Person:
    return Person.objects.filter(roles__name=name).order_by("pk")[0]


def scan(who: str) -> bytes:
    """Draw a page that says what it is: a PDF of one page, written by hand."""
    words = f"DEMONSTRATION DATA. Answer of {who} on paper.".encode("latin-1", "replace")
    drawn = b"BT /F1 16 Tf 60 760 Td (" + words.replace(b"(", b"").replace(b")", b"") + b") Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return made + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
