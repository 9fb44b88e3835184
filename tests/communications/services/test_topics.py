import pytest

from communications import selectors
from communications.rules import Pair
from communications.services import topics
from tests.factories import communications as make
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_a_topic_begins_with_a_post_for_the_members_name():
    topic = make.topic()

    assert (topic.member.code, topic.posts.get().body) == ("can", "We tried one.")


def test_a_topic_is_closed_with_a_conclusion_by_a_moderator():
    topic, moderator = make.topic(), person(R.MODERATOR)

    with pytest.raises(DomainError, match="with a conclusion"):
        topics.close(topic, conclusion=Pair(), by=moderator)
    closed = topics.close(topic, conclusion=Pair("It works."), by=moderator)

    assert (closed.state, closed.conclusion_en) == ("closed", "It works.")


def test_only_a_moderator_closes():
    with pytest.raises(Denied):
        topics.close(make.topic(), conclusion=Pair("Mine."), by=person(R.FOCAL_POINT, member="can"))


def test_a_closed_topic_takes_no_post_until_it_is_opened_again():
    moderator, focal = person(R.MODERATOR), person(R.FOCAL_POINT, member="sen")
    topic = topics.close(make.topic(), conclusion=Pair("It works."), by=moderator)

    with pytest.raises(Denied, match="closed"):
        topics.write(topic, body="Still…", language="fr", by=focal)
    topics.write(topics.reopen(topic, by=moderator), body="Encore.", language="fr", by=focal)

    assert topic.posts.count() == 2


def test_a_hidden_post_says_why_and_leaves_the_count():
    topic, moderator = make.topic(), person(R.MODERATOR)
    post = topic.posts.get()

    with pytest.raises(DomainError, match="Say why"):
        topics.hide(post, reason="", by=moderator)
    topics.hide(post, reason="Names a person.", by=moderator)

    assert selectors.forum.topics().get(pk=topic.pk).posts_count == 0


def test_who_took_part_is_known():
    first, second = person(R.FOCAL_POINT, member="can"), person(R.FOCAL_POINT, member="sen")
    topic = make.topic(by=first)
    topics.write(topic, body="Chez nous aussi.", language="fr", by=second)

    assert set(selectors.forum.participants(topic)) == {first, second}
