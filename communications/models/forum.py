"""The forum: spaces, topics and posts of people who have signed in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communications.enums import TopicState
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Reference, TimeStamped
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.enums import Language


class Space(Reference):
    """A part of the forum."""

    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    about_en = models.TextField(blank=True)
    about_fr = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(local(self, "name"))


class TopicQuerySet(models.QuerySet["Topic"]):
    """Chainable filters."""

    def open(self) -> Self:
        """Keep the topics that take posts."""
        return self.filter(state=TopicState.OPEN)


class Topic(TimeStamped):
    """A question or a subject, until it is closed with a conclusion."""

    public_id = PublicIdField()
    space = models.ForeignKey(Space, models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    state = models.CharField(max_length=6, choices=TopicState.choices, default=TopicState.OPEN)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(Person, models.PROTECT, related_name="topics_opened")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    last_post_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="topics_closed"
    )
    conclusion_en = models.TextField(_("conclusion in English"), blank=True)
    conclusion_fr = models.TextField(_("conclusion in French"), blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=TopicState.CLOSED)
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(conclusion_en="", conclusion_fr=""),
                name="communications_topic_closes_with_a_conclusion",
                violation_error_message=_("A topic is closed with a conclusion."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the topic."""
        return reverse("topic", args=[self.public_id])


class Post(TimeStamped):
    """What somebody wrote in a topic."""

    public_id = PublicIdField()
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    author = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    body = models.TextField(_("text"))
    posted_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_because=""),
                name="communications_post_hidden_with_reason",
                violation_error_message=_("Say why the post is hidden."),
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Return the place of the post in its topic."""
        return f"{self.topic.get_absolute_url()}#{self.public_id}"
