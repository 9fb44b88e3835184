import pytest

from strategy.models import Commitment
from strategy.services import alignments
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.models import Link
from wco_portal.links.services import links

pytestmark = pytest.mark.django_db


@pytest.fixture
def element():
    return draft().elements.get(number="SO1")


@pytest.fixture
def release():
    return Commitment.objects.get(code="tfa-7")


def test_an_element_is_aligned_once_and_the_alignment_is_taken_back(element, release):
    editor = person(R.EDITOR)
    before = element.plan.version

    alignments.add(element, release, by=editor)
    alignments.add(element, release, by=editor)

    link = Link.objects.get(target__public_id="tfa-7")
    assert (link.origin.public_id, link.relation) == (element.public_id, "implements")
    element.plan.refresh_from_db()
    assert element.plan.version == before + 1

    alignments.remove(element, release, by=editor)
    assert not Link.objects.filter(target__public_id="tfa-7").exists()
    types = Event.objects.filter(type__startswith="strategy.element.").order_by("pk")
    assert list(types.values_list("type", flat=True))[-2:] == [
        "strategy.element.aligned",
        "strategy.element.unaligned",
    ]
    with pytest.raises(DomainError):
        alignments.remove(element, release, by=editor)


def test_only_the_editor_of_an_open_text_aligns(element, release):
    with pytest.raises(Denied):
        alignments.add(element, release, by=person(R.APPROVER))

    link = alignments.add(element, release, by=person(R.EDITOR))
    ends = ("planelement", element.public_id), ("commitment", "tfa-8")
    with pytest.raises(DomainError, match="not by hand"):
        links.make(*ends, relation="implements", by=person(R.COMMUNICATIONS))
    with pytest.raises(DomainError, match="not by hand"):
        links.remove(link, by=person(R.COMMUNICATIONS))

    closed = draft("in_force").elements.get(number="SO1")
    with pytest.raises(Denied):
        alignments.add(closed, release, by=person(R.EDITOR))
