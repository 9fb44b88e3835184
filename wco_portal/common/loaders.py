"""Templates are indented for people; what is sent is not.

Half of a long page is indentation. It is dropped once, when a template is loaded; line breaks stay,
so that every line keeps its number in messages and in the coverage. The number of a source moves
up to the word that it belongs to, so that no line begins with it.
"""

from __future__ import annotations

import re
from typing import Final

from django.template.base import Origin
from django.template.loaders import app_directories, filesystem

INDENT: Final = re.compile(r"\n[ \t]+")
# The end of its file would stand inside the tag of every field.
INSIDE_A_TAG: Final = "django/forms/widgets/attrs.html"
SOURCE: Final = re.compile(r"\n(\{% source [^%]*%\})")


class Filesystem(filesystem.Loader):
    """The templates of the project."""

    def get_contents(self, origin: Origin) -> str:
        """Read a template."""
        return _as_sent(origin, super().get_contents(origin))


class AppDirectories(app_directories.Loader):
    """The templates of the packages."""

    def get_contents(self, origin: Origin) -> str:
        """Read a template."""
        return _as_sent(origin, super().get_contents(origin))


def _as_sent(origin: Origin, source: str) -> str:
    if not str(origin.name).endswith(".html"):
        return source
    if origin.template_name == INSIDE_A_TAG:
        source = source.rstrip()
    return SOURCE.sub("\\1\n", INDENT.sub("\n", source))
