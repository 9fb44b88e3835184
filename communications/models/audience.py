"""Whom a message is for, and by which way it reaches them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communications.enums import ChannelKind
from wco_portal.common.bilingual import local
from wco_portal.common.models import Reference


class Channel(Reference):
    """A way to an audience."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=ChannelKind.choices)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    about_en = models.TextField(_("description in English"), blank=True)
    about_fr = models.TextField(_("description in French"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(local(self, "name"))


class Audience(models.Model):
    """A group of people of whom something particular is expected."""

    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    know_en = models.TextField(_("what they should know, in English"), blank=True)
    know_fr = models.TextField(_("what they should know, in French"), blank=True)
    feel_en = models.TextField(_("what they should feel, in English"), blank=True)
    feel_fr = models.TextField(_("what they should feel, in French"), blank=True)
    do_en = models.TextField(_("what they should do, in English"), blank=True)
    do_fr = models.TextField(_("what they should do, in French"), blank=True)
    barriers_en = models.TextField(_("what keeps them from it, in English"), blank=True)
    barriers_fr = models.TextField(_("what keeps them from it, in French"), blank=True)
    is_internal = models.BooleanField(_("inside the administration"), default=False)
    channels = models.ManyToManyField(Channel, related_name="audiences", blank=True)
    is_demonstration = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(local(self, "name"))

    def get_absolute_url(self) -> str:
        """Return the place of the audience on the page of all audiences."""
        return f"{reverse('audiences')}#{self.slug}"
