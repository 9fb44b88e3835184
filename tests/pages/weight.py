"""How much of a page goes over the wire: the page, its styles, scripts, fonts, and all headers.

A browser fetches a font when the page shows a letter of it, so the letters are looked at; that
this is what a real browser fetches is tried in tests/functional/test_weights.py.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from lxml import html

FACES = re.compile(r"@font-face\s*\{([^}]*)\}")
FAMILY = re.compile(r"font-family:\s*\"?([^\";]+)\"?\s*;")
FILE = re.compile(r"url\(\"?([^\")]+)\"?\)")
RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
# What the server says of a file before its content; hashed names are a little longer.
FILE_HEADERS, HASH = 395, 13
# A script may fetch others by their address.
IMPORTS = re.compile(r"(?:import|from)\s*\(?\s*[\"'](\./[^\"']+)[\"']")
DISPLAY = "Portal Serif"
SQUEEZED = ("css", "js", "svg")


@dataclass(frozen=True)
class Weight:
    """A page in bytes."""

    page: int
    files: dict

    @property
    def first(self):
        """Return what a first visitor fetches."""
        return self.page + sum(self.files.values())

    @property
    def second(self):
        """Return what is fetched of a page when its files are known from others."""
        return self.page


def weigh(response):
    """Weigh an answer that came compressed, with everything that it makes a browser fetch."""
    body = plain(response)
    tree = html.fromstring(body)
    found = {}
    for address in _asked_for(tree):
        for name in _with_imports(address.removeprefix(settings.STATIC_URL)):
            found[name] = _file(name)
    for name in _fonts(tree, tuple(sorted(found))):
        found[name] = _file(name)
    return Weight(len(response.content) + _headers(response), found)


def plain(response):
    """Return a page as it was before it was compressed."""
    encoding = response.headers.get("Content-Encoding")
    if encoding == "br":
        return brotli.decompress(response.content)
    return gzip.decompress(response.content) if encoding == "gzip" else response.content


def _asked_for(tree):
    links = "//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"
    found = tree.xpath(f"{links} | //script/@src | //img/@src")
    return dict.fromkeys(each for each in found if not each.startswith("data:"))


def _headers(response):
    return sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items()) + 17


@cache
def _content(name):
    path = finders.find(name)
    assert path, f"{name} is not built"
    with open(path, "rb") as file:  # noqa: PTH123 -- the finder gives a word
        return file.read()


@cache
def _file(name):
    """Weigh a file as the server sends it: what can be squeezed is, once, as well as it goes."""
    content = _content(name)
    if name.rpartition(".")[2] in SQUEEZED:
        content = brotli.compress(content)
    return len(content) + FILE_HEADERS + HASH


@cache
def _with_imports(name):
    found = [name]
    if name.endswith(".js"):
        for other in IMPORTS.findall(_content(name).decode()):
            found += _with_imports(other.removeprefix("./"))
    return found


@cache
def _faces(styles):
    """Read which files the styles offer for which family and letters."""
    faces = []
    for name in styles:
        for face in FACES.findall(_content(name).decode()) if name.endswith(".css") else []:
            letters = [(int(a, 16), int(b or a, 16)) for a, b in RANGE.findall(face)]
            file = FILE.search(face)[1].removeprefix("./").removeprefix("/static/")
            faces.append((FAMILY.search(face)[1], file, letters))
    return faces


def _fonts(tree, names):
    """Name the fonts that the page's letters need; with light weight it uses none."""
    if tree.get("data-weight") == "light":
        return []
    letters = {ord(letter) for letter in "".join(tree.xpath("//body//text()"))}
    # Work pages draw their heads in the font of the text: `.working` in layout/work.css.
    is_work = "working" in tree.xpath("string(//body/@class)").split()
    return [
        file
        for family, file, ranges in _faces(names)
        if not (is_work and family == DISPLAY)
        if not ranges or any(a <= letter <= b for letter in letters for a, b in ranges)
    ]
