"""Plans: `draft()` is the plan 2019-2022 with words in both languages in every objective."""

import datetime as dt

from strategy.models import Plan
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import documents


def draft(state="draft"):
    """Give the draft of March 2019 some text, and a state."""
    plan = Plan.objects.get(slug="2019-2022")
    for element in plan.elements.steering():
        for language, words in (("en", "Words of"), ("fr", "Texte de")):
            document = reading.in_language(plan.text, language)
            documents.save_markdown(
                document,
                markdown_text=f"{words} {element.number}.",
                base_version=document.version,
                by=None,
                section=element.public_id,
            )
    if state != "draft":
        started = dt.date(2019, 7, 1) if state in {"in_force", "superseded"} else None
        Plan.objects.filter(slug="2016-2019").update(in_force_until=dt.date(2019, 6, 30))
        Plan.objects.filter(pk=plan.pk).update(state=state, in_force_from=started)
    return Plan.objects.get(pk=plan.pk)
