import pytest

from communications.rules import Pair
from communications.selectors import search
from communications.services import topics
from tests.factories import communications as make
from tests.factories import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.search.enums import Audience

pytestmark = pytest.mark.django_db


def test_only_published_practices_are_found():
    draft, public = make.practice(), make.practice(state="published")

    keys = {each.key for each in search.practices()}

    assert public.public_id in keys
    assert draft.public_id not in keys


def test_drafts_of_messages_and_chapters_are_not_found():
    message, chapter = make.message(), make.chapter()

    keys = {each.key for each in [*search.messages(), *search.chapters()]}

    assert not keys & {message.public_id, chapter.public_id}


def test_a_hidden_post_is_not_found_and_a_topic_is_for_members_only():
    topic = make.topic()
    topics.hide(topic.posts.get(), reason="Names a person.", by=person(R.MODERATOR))
    topics.close(topic, conclusion=Pair("Keep it short."), by=person(R.MODERATOR))

    (found,) = search.topics()

    assert found.audience == Audience.MEMBERS
    assert "We tried one." not in found.body_en
    assert found.summary_en == "Keep it short."
