"""Plans: `draft()` is the plan 2019-2022 with words in both languages in every objective."""

import datetime as dt

from strategy.models import Plan
from wco_portal.publishing.rules import markdown, schema, twins
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import documents


def draft(state="draft"):
    """Give the draft of March 2019 some text, and a state."""
    plan = Plan.objects.get(slug="2019-2022")
    elements, english = plan.elements.steering(), None
    for language, words in (("en", "Words of"), ("fr", "Texte de")):
        document = reading.in_language(plan.text, language)
        body = document.body
        for element in elements:
            section = element.public_id
            twin = schema.blocks(english, section=section) if english else []
            blocks = markdown.read(f"{words} {element.number}.", previous=[])
            blocks = twins.adopt(blocks, known=set(), twin=twin)
            body = schema.with_blocks(body, blocks, section=section)
        documents.save_body(document, body=body, base_version=document.version, by=None)
        english = english or body
    if state != "draft":
        started = dt.date(2019, 7, 1) if state in {"in_force", "superseded"} else None
        Plan.objects.filter(slug="2016-2019").update(in_force_until=dt.date(2019, 6, 30))
        Plan.objects.filter(pk=plan.pk).update(state=state, in_force_from=started)
    return Plan.objects.get(pk=plan.pk)
