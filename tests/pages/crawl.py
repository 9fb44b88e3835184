"""Walk the portal as a person would: every link and every form of every page."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from lxml import html

from tests.whole import IS_WHOLE

# So many addresses of one kind are enough: the tenth Member's page is like the first.
SAMPLES = 2 if IS_WHOLE else 1
# A list filtered in ten ways is like the same list filtered in two hundred.
FILTERS = 10 if IS_WHOLE else 2
# Of a kind of page that so many have walked, the next in short opens none.
PEOPLE = 2


@dataclass(frozen=True)
class Form:
    """A form that was met: where it stands, where it leads, and what it holds."""

    page: str
    action: str
    method: str
    values: dict
    # Names of the fields in which one types freely.
    typed: frozenset


@dataclass
class Walk:
    """What a walk found."""

    faults: list = field(default_factory=list)
    # Name of the URL -> addresses met, as links or as where forms lead.
    met: dict = field(default_factory=lambda: defaultdict(list))
    # Name of the URL to which it leads, and its fields -> the first form of this kind.
    forms: dict = field(default_factory=dict)
    # Name of the URL -> how many people have walked it before.
    known: Counter = field(default_factory=Counter)


def walk(person, *starts, known=None):
    """Open everything that can be reached from the start pages; return what was found.

    Of pages that somebody else has walked already, one of a kind is enough.
    """
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    found, seen, queue, asked = Walk(known=known or Counter()), set(), list(starts), Counter()
    while queue:
        address = queue.pop(0)
        if address in seen:
            continue
        seen.add(address)
        path, _mark, query = address.partition("?")
        if query and asked[path] >= FILTERS:
            continue
        asked[path] += bool(query)
        response = client.get(address)
        if response.status_code >= 400:
            found.faults.append(f"{address}: {response.status_code}")
        if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
            queue += _look(found, address, response)
    return found


def _look(found, address, response):
    tree = html.fromstring(response.content)
    _require_plain(found, address, tree)
    links = []
    for link in tree.xpath("//a/@href | //form[not(@method) or @method='get']/@action"):
        target = urlsplit(urljoin(address, link))
        if target.scheme in {"mailto", "tel"} or (target.netloc and target.netloc != "testserver"):
            continue
        is_here = target.fragment and target.path == address.split("?")[0]
        if is_here and not tree.xpath(f"//*[@id='{target.fragment}']"):
            found.faults.append(f"{address}: nothing at #{target.fragment}")
        if _note(found, target.path):
            links.append(target.path + (f"?{target.query}" if target.query else ""))
    for action in tree.xpath("//form[@method='post']/@action | //@formaction"):
        _note(found, urlsplit(urljoin(address, action)).path)
    for form in forms(address, tree):
        found.forms.setdefault((named(form.action), frozenset(form.values)), form)
    return links


FREE = {"text", "search", "email", "url", "number", "date", "time", "datetime-local", "textarea"}


def forms(address, tree):
    """Yield the forms of a page as a browser would send them."""
    for form in tree.forms:
        typed = frozenset(
            control.name
            for control in form.inputs
            if control.name and getattr(control, "type", control.tag) in FREE
        )
        yield Form(
            page=address,
            action=urlsplit(urljoin(address, form.action or "")).path,
            method=form.method.lower(),
            values=_sent(form),
            typed=typed,
        )


def _sent(form):
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    # What is not ticked is not sent, but could be.
    for control in form.inputs:
        if control.name and control.name not in values:
            values[control.name] = [control.get("value") or ""]
    return values


def named(path):
    """Name the page of an address; the language in it is part of the address."""
    with translation.override(path[1:3] if path[1:3] in {"en", "fr"} else "en"):
        return resolve(path).view_name


def _note(found, path):
    """Remember an address of its kind; say whether it is still worth opening."""
    if path.startswith("/static/"):
        return False
    try:
        name = named(path)
    except Resolver404:
        found.faults.append(f"a link leads to {path}, which is nothing")
        return False
    most = 1 if found.known[name] else SAMPLES
    if found.known[name] >= PEOPLE and not IS_WHOLE:
        most = 0
    if path not in found.met[name] and len(found.met[name]) < most:
        found.met[name].append(path)
    return path in found.met[name]


def _require_plain(found, address, tree):
    if len(tree.xpath("//h1")) != 1:
        found.faults.append(f"{address}: {len(tree.xpath('//h1'))} headings of the first level")
    if tree.xpath("//*[@class='sources']//li[not(b)]"):
        found.faults.append(f"{address}: a source without a grade")
    if tree.xpath("//*[@style] | //style | //script[not(@src) and not(@type='application/json')]"):
        found.faults.append(f"{address}: inline style or script")
    handlers = {name for node in tree.iter() for name in getattr(node, "attrib", {})}
    if any(name.startswith("on") for name in handlers):
        found.faults.append(f"{address}: an inline handler")
    ids = tree.xpath("//@id")
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        found.faults.append(f"{address}: the id {twice[0]} stands twice")
