"""Read a Word file before anything is made of it: the outline and report of a dry run."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.text import slugify

from strategy.enums.plans import RESERVED
from strategy.models import Plan, WordImport
from strategy.rules import word
from strategy.rules.word import Outline
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.publishing.rules.word import draft

YEARS = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d)")


def kept(found: WordImport) -> Outline:
    """Return what a kept file would make of a plan; ids are fresh each time."""
    return word.outline_of(draft.from_data(found.document), name=found.name)


def by_public_id(public_id: str, actor: Actor) -> WordImport:
    """Return a kept file; one that waits is seen by who brought it only."""
    found = WordImport.objects.select_related("plan", "by").get(
        public_id=public_id, returns_to=None
    )
    if found.plan is None and found.by != actor:
        raise WordImport.DoesNotExist
    return found


def proposal(found: WordImport, outline: Outline) -> dict[str, Any]:
    """Propose name, title and period of the plan that a file would become."""
    if found.plan is not None:
        return {}
    years = YEARS.search(outline.title)
    start = int(years.group(1)) if years else clock.today().year
    end = int(years.group(2)) if years and int(years.group(2)) > start else start + 3
    return {
        "slug": _free_slug(outline.title),
        "title": outline.title,
        "starts_on": dt.date(start, 7, 1),
        "ends_on": dt.date(end, 6, 30),
    }


def _free_slug(title: str) -> str:
    wanted = slugify(title)[:50].strip("-") or "plan"
    taken = RESERVED | set(
        Plan.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    )
    free, count = wanted, 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    return free
