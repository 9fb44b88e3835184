"""What stands in the tag of a field is what Django's own template writes."""

from pathlib import Path

import django
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

NAME = "django/forms/widgets/attrs.html"
GIVEN = {
    "id": "id_x",
    "checked": True,
    "required": False,
    "rows": 4000,
    "data-x": "a\"b<'&",
    "safe": SafeString("&amp;"),
    "none": None,
    "label": gettext_lazy("Language"),
    "step": 1.5,
}


def test_attributes_are_written_byte_for_byte_as_before():
    theirs = Path(django.__file__).parent / "forms/templates" / NAME
    context = {"widget": {"attrs": GIVEN}}

    written = get_template(NAME).render(context)

    assert written == Template(theirs.read_text()).render(Context(context))
    assert written.startswith(' id="id_x" checked rows="4000"')
