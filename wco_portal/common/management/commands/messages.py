"""Keep the French of the interface: extract, check, compile, all without gettext's own tools."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PACKAGES = ("wco_portal", "strategy", "communications", "conferences")
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[a-z]")
# What French typography does not allow: a typewriter apostrophe between letters, a plain space
# before double punctuation.
WRONG = re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]| [;:!?»]|« ")


class Command(BaseCommand):
    """Without options: add new texts to the catalogue and drop those that are gone."""

    help = (
        "Extract the texts of the interface; --check refuses missing French; --compile writes .mo."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check and --compile."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--compile", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the three."""
        path = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po"
        if options["compile"]:
            compile_catalogue(path)
        elif options["check"]:
            problems = list(check(read(path), extracted()))
            if problems:
                raise CommandError("\n".join(problems))
            self.stdout.write("French is complete.")
        else:
            catalogue = renewed(read(path), extracted())
            write(catalogue, path)
            missing = sum(1 for message in catalogue if message.id and not filled(message))
            self.stdout.write(f"{len(catalogue)} texts, {missing} without French: {path}")


def read(path: Path) -> Catalog:
    """Read the catalogue, or start one."""
    if not path.exists():
        return Catalog(locale="fr", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def write(catalogue: Catalog, path: Path) -> None:
    """Write the catalogue sorted and without places, so that it merges well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, no_location=True, omit_header=False)


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside the .po."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def extracted() -> Catalog:
    """Collect every text of the interface from code and templates."""
    catalogue = Catalog(locale="fr", charset="utf-8")
    base = Path(settings.BASE_DIR)
    for package in PACKAGES:
        for file in sorted((base / package).rglob("*.py")):
            _collect(catalogue, file.read_bytes())
    for file in sorted((base / "templates").rglob("*.*")):
        lines = templatize(file.read_text(encoding="utf-8")).splitlines()
        # The reader of Python would take the layout of a template for its indentation.
        _collect(catalogue, "\n".join(line.lstrip() for line in lines).encode())
    return catalogue


def _collect(catalogue: Catalog, source: bytes) -> None:
    options = {"encoding": "utf-8"}
    for _line, text, _comments, context in extract(
        "python", io.BytesIO(source), keywords=KEYWORDS, options=options
    ):
        if text and text != ("", ""):
            catalogue.add(text, context=context)


def renewed(old: Catalog, found: Catalog) -> Catalog:
    """Return the texts of today with the French that is known."""
    for message in found:
        known = old.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
    return found


def filled(message: Message) -> bool:
    """Say whether every form of a text is translated."""
    string = message.string or ""
    forms = [string] if isinstance(string, str) else list(string)
    return all(forms)


def check(catalogue: Catalog, found: Catalog) -> Iterator[str]:
    """Name each text whose French is missing, unsure, wrong in its placeholders or typography."""
    for message in found:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        name = message.id if isinstance(message.id, str) else message.id[0]
        if known is None or not filled(known):
            yield f"French is missing: {name!r}"
        elif known.fuzzy:
            yield f"French is unsure: {name!r}"
        else:
            yield from _faults(name, known)


def _faults(name: str, known: Message) -> Iterator[str]:
    ids = [known.id] if isinstance(known.id, str) else list(known.id)
    string = known.string or ""
    strings = [string] if isinstance(string, str) else list(string)
    wanted = {word for text in ids for word in PLACEHOLDER.findall(text)}
    for each in strings:
        if not set(PLACEHOLDER.findall(each)) <= wanted:
            yield f"French has other placeholders: {name!r}"
        if WRONG.search(each):
            yield f"French typography (apostrophe, no-break space): {each!r}"
    if wanted - {word for text in strings for word in PLACEHOLDER.findall(text)}:
        yield f"French lacks a placeholder: {name!r}"
