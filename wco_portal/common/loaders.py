"""Templates are indented for people; what is sent is not.

Half of a long page is indentation. It is dropped once, when a template is loaded; line breaks stay,
so that every line keeps its number in messages and in the coverage.
"""

from __future__ import annotations

import re
from typing import Final

from django.template.base import Origin
from django.template.loaders import app_directories, filesystem

INDENT: Final = re.compile(r"\n[ \t]+")


class Filesystem(filesystem.Loader):
    """The templates of the project."""

    def get_contents(self, origin: Origin) -> str:
        """Read a template."""
        return _without_indent(origin, super().get_contents(origin))


class AppDirectories(app_directories.Loader):
    """The templates of the packages."""

    def get_contents(self, origin: Origin) -> str:
        """Read a template."""
        return _without_indent(origin, super().get_contents(origin))


def _without_indent(origin: Origin, source: str) -> str:
    return INDENT.sub("\n", source) if str(origin.name).endswith(".html") else source
