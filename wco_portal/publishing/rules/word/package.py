"""The one guarded door to a Word file: a ZIP of XML parts, opened within limits.

Sizes are counted while inflating, since a header may lie. Nothing outside the file is ever read:
relationships that lead out of it are words, and no document type or entity is taken.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from wco_portal.common import guarded_xml
from wco_portal.common.guarded_xml import MEGABYTE, Limits, Xml
from wco_portal.publishing.rules.word.findings import REFUSALS, Refused

MOST_BYTES: Final = 10 * MEGABYTE
MOST_PARTS: Final = 2_000
MOST_INFLATED: Final = 60 * MEGABYTE
MOST_PART: Final = 20 * MEGABYTE
# A part larger than this is packed at most so tightly; XML of real documents stays under 60.
SMALL: Final = MEGABYTE
MOST_RATIO: Final = 200
LIMITS: Final = Limits(size=MOST_PART, elements=400_000, depth=100)
CHUNK: Final = 64 * 1024

OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED: Final = b"PK\x03\x04"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
TYPES: Final = "[Content_Types].xml"
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATED: Final = "officeDocument/"
# Whatever the library raises on what is no ZIP, or a broken one.
BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file by name, and how the main one is called."""

    main: str
    parts: dict[str, bytes] = field(repr=False)

    def related(self, kind: str) -> list[Xml]:
        """List what stands in the first part to which the main one is related in some way."""
        for name, target, is_outside in self.relations().values():
            if name == kind and not is_outside:
                part = target.lstrip("/") if target.startswith("/") else self._beside(target)
                return list(parse(part, self.parts[part])) if part in self.parts else []
        return []

    def _beside(self, target: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.main), target))

    def relations(self) -> dict[str, tuple[str, str, bool]]:
        """Return kind, target, and whether it leads outside, of each relation of the main part."""
        folder, name = posixpath.split(self.main)
        data = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return _relations(parse(f"{name}.rels", data)) if data else {}


def look(data: bytes) -> None:
    """Refuse what is plainly no Word file, without opening anything."""
    if not data.strip():
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise Refused("too_large", most=MOST_BYTES // MEGABYTE)
    if data.startswith(OLD):
        raise Refused("encrypted" if ENCRYPTED in data else "old_format")
    if ZIPPED not in data:
        raise Refused("not_zip")


def open_package(data: bytes) -> Package:
    """Return the parts of a Word file, or raise Refused with the reason."""
    look(data)
    parts = _inflated(data)
    if TYPES not in parts:
        raise Refused("not_word")
    kinds = _kinds(parse(TYPES, parts[TYPES]))
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds):
        raise Refused("macros")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Refused("macros")
    main = _main(parts)
    if main not in parts or not any(kind.startswith(MAIN) for kind in kinds):
        raise Refused("not_word")
    return Package(main, parts)


def _inflated(data: bytes) -> dict[str, bytes]:
    """Inflate every XML part; of images and the like only the sizes are looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_PARTS:
                raise Refused("too_many_parts", most=MOST_PARTS)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("encrypted")
            if sum(entry.file_size for entry in entries) > MOST_INFLATED:
                raise Refused("too_large_inside", most=MOST_INFLATED // MEGABYTE)
            return _parts(packed, entries)
    except BROKEN as wrong:
        raise Refused("not_zip") from wrong


def _parts(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        name = entry.filename
        if not name.endswith((".xml", ".rels")):
            found.setdefault(name, b"")
            continue
        try:
            found[name] = _part(packed, entry, MOST_INFLATED - total)
        except BROKEN as wrong:
            raise Refused("damaged", name=name[:80]) from wrong
        total += len(found[name])
    return found


def _part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    held = bytearray()
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            held += chunk
            if len(held) > min(left, MOST_PART):
                raise Refused("too_large_inside", most=MOST_INFLATED // MEGABYTE)
            if len(held) > SMALL and len(held) > MOST_RATIO * max(entry.compress_size, 1):
                raise Refused("bomb", name=entry.filename[:80])
    return bytes(held)


def _kinds(types: Xml) -> list[str]:
    return [str(each.get("ContentType") or "") for each in types]


def _main(parts: dict[str, bytes]) -> str:
    data = parts.get("_rels/.rels")
    if data:
        for kind, target, is_outside in _relations(parse("_rels/.rels", data)).values():
            if kind == "officeDocument" and not is_outside:
                return posixpath.normpath(target.lstrip("/"))
    return "word/document.xml"


def _relations(root: Xml) -> dict[str, tuple[str, str, bool]]:
    return {
        str(each.get("Id") or ""): (
            str(each.get("Type") or "").rpartition("/")[2],
            str(each.get("Target") or ""),
            each.get("TargetMode") == "External",
        )
        for each in root
    }


def core(package: Package) -> dict[str, str]:
    """Return the properties of a file that say what it is: title, identifier, language."""
    data = package.parts.get("_rels/.rels")
    names = _relations(parse("_rels/.rels", data)).values() if data else []
    target = next((part for kind, part, _out in names if kind == "core-properties"), "")
    part = posixpath.normpath(target.lstrip("/")) if target else "docProps/core.xml"
    if part not in package.parts:
        return {}
    root = parse(part, package.parts[part])
    return {
        etree.QName(each).localname: (each.text or "").strip()
        for each in root
        if isinstance(each.tag, str)
    }


def parse(name: str, data: bytes) -> Xml:
    """Return the outermost element of a part, or raise Refused."""
    try:
        return guarded_xml.parse(data, LIMITS, is_bare=True).root
    except guarded_xml.Refused as no:
        code = no.code if no.code in REFUSALS and no.code != "empty" else "not_xml"
        raise Refused(code, name=name[:80], most=LIMITS.elements) from no
