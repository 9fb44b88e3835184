import pytest

from communications import selectors
from communications.enums import PublicationState as S
from communications.models import Chapter
from communications.services import chapters
from tests.factories import communications as make
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.selectors import documents

pytestmark = pytest.mark.django_db


def write(chapter, words, *, by, language="en"):
    now = documents.in_language(chapter.text, language)
    return chapters.write(
        chapter, language=language, markdown=words, base_version=now.version, by=by
    )


def test_an_edition_stays_while_the_text_goes_on():
    chapter = make.chapter(state="published")

    write(chapter, "Another word.", by=person(R.EDITOR))

    chapter.refresh_from_db()
    reading = selectors.chapters.read(chapter)
    assert (chapter.state, reading.edition) == (S.DRAFT, 1)
    assert "One word." in reading.html


def test_whoever_wrote_in_an_edition_does_not_publish_it_but_may_the_next(business_time):
    writer = person(R.COMMUNICATIONS)
    chapter = make.chapter(by=writer, state="in_review")

    with pytest.raises(Denied, match="You wrote in this edition"):
        chapters.publish(chapter, by=writer)
    chapter = chapters.publish(chapter, by=person(R.APPROVER))
    editor = person(R.EDITOR)
    write(chapter, "Another word.", by=editor)
    business_time(2019, 4, 2, 9)
    again = chapters.publish(chapters.submit(chapter, by=editor), by=writer)

    first, second = (selectors.chapters.read(again, edition=number) for number in (1, 2))
    assert again.edition == 2
    assert "Another word." in second.html
    assert first.published_at.month == 3
    assert second.published_at.month == 4


def test_a_text_in_review_is_not_changed():
    chapter = make.chapter(state="in_review")

    with pytest.raises(Denied, match="being reviewed"):
        write(chapter, "Another word.", by=person(R.EDITOR))


def test_languages_that_differ_are_not_sent():
    editor = person(R.EDITOR)
    chapter = make.chapter(by=editor)
    write(chapter, "One word.\n\nAnd one more.", by=editor)

    with pytest.raises(DomainError, match="differ"):
        chapters.submit(chapter, by=editor)


def test_a_return_needs_its_reason():
    chapter, approver = make.chapter(state="in_review"), person(R.APPROVER)

    with pytest.raises(DomainError, match="Give the reason"):
        chapters.request_changes(chapter, note="", by=approver)

    assert chapters.request_changes(chapter, note="Shorter.", by=approver).review_note == "Shorter."


def test_only_writers_see_a_chapter_without_an_edition():
    chapter = make.chapter()

    def sees(actor):
        return Chapter.objects.visible_to(actor).filter(pk=chapter.pk).exists()

    assert [sees(person(R.EDITOR)), sees(person(R.FOCAL_POINT, member="fra"))] == [True, False]
