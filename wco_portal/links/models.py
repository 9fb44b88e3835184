"""The thread through all of it: anchors of things, and links between them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.links.enums import Relation


class Anchor(models.Model):
    """The end of a link: any record or block, known by its kind and public id alone."""

    public_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Link(TimeStamped):
    """`origin` is the later thing, `target` the earlier one that it hangs on."""

    public_id = PublicIdField()
    origin = models.ForeignKey(Anchor, models.PROTECT, related_name="links_back")
    target = models.ForeignKey(Anchor, models.PROTECT, related_name="links_forth")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "target", "relation"],
                name="links_link_made_once",
                violation_error_message=_("These two are already linked in this way."),
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("target")),
                name="links_link_joins_two_things",
                violation_error_message=_("A thing cannot be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.relation} {self.target}"
