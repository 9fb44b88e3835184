"""Build the demonstration of this app through its services, on the moved clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final

from communications.enums import MessageState, PublicationState, TopicState
from communications.models import Audience, Channel, Chapter, Message, Practice, Space
from communications.rules import Account, Pair
from communications.services import (
    chapters,
    endorsements,
    messages,
    practices,
    proofs,
    reference,
    topics,
)
from communications.services.chapters import Outline
from communications.services.proofs import Proof
from communications.services.sources import Publication
from strategy.models import PlanElement
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links
from wco_portal.publishing.selectors import documents

# Who is behind the first part of a demonstration address: "focal.sen", "communications".
Finder = Callable[[str], Person]
PLAN: Final = "2019-2022"
WRITTEN: Final = dt.datetime(2019, 2, 11, 8, 30, tzinfo=dt.UTC)
HANDBOOK: Final = reference.DATA / "handbook"
# Chapters that were changed after their first edition: one waits for a second person, in the
# other the French is still to be written.
CHANGED: Final = {
    "channels-and-tools": Pair(
        "Look at the list again after each change of staff.",
        "Relisez cette liste après chaque changement d’équipe.",
    ),
    "members-and-results": Pair("Thank everybody who answered, within a week."),
}


def load() -> None:
    """Load the handbook, the invented practices, the messages and the forum."""
    found = {
        each.email.split("@")[0]: each for each in Person.objects.filter(is_demonstration=True)
    }
    person = found.__getitem__
    for number, path in enumerate(sorted(HANDBOOK.glob("*.en.md")), start=1):
        with clock.standing_at(WRITTEN + dt.timedelta(days=number)):
            _chapter(path.name.removesuffix(".en.md"), number, person)
    for slug, after in CHANGED.items():
        with clock.standing_at(WRITTEN + dt.timedelta(days=40)):
            _change(Chapter.objects.get(slug=slug), after, person("editor"))
    with clock.standing_at(WRITTEN + dt.timedelta(days=41)):
        chapters.submit(Chapter.objects.get(slug="channels-and-tools"), by=person("editor"))
    for day, row in enumerate(reference.read("practices")):
        if row["is_demonstration"]:
            with clock.standing_at(WRITTEN + dt.timedelta(days=day, hours=3)):
                _practice(row, person)
    _messages(person)
    for row in reference.read("forum")["topics"]:
        _topic(row, person)


def _chapter(name: str, number: int, person: Finder) -> Chapter:
    writer, slug = person("communications"), name.split("-", 1)[1]
    texts = {
        language: (HANDBOOK / f"{name}.{language}.md").read_text(encoding="utf-8")
        for language in ("en", "fr")
    }
    parts = {language: _parts(text) for language, text in texts.items()}
    title = Pair(parts["en"][0], parts["fr"][0])
    summary = Pair(parts["en"][1], parts["fr"][1])
    chapter = chapters.create(Outline(slug, number, title, summary), by=writer)
    for language in ("en", "fr"):
        chapters.write(
            chapter, language=language, markdown=parts[language][2], base_version=0, by=writer
        )
    for each in reference.read("handbook/chapters")["further_reading"].get(slug, []):
        appeared = reference.known_since(each["date"]).date()
        chapters.point_to(chapter, _publication(each), appeared_on=appeared, by=writer)
    chapters.submit(chapter, by=writer)
    return chapters.publish(chapter, by=person("approver"))


def _change(chapter: Chapter, words: Pair, writer: Person) -> None:
    for language in ("en", "fr"):
        added = getattr(words, language)
        document = documents.in_language(chapter.text, language)
        if added:
            chapters.write(
                chapter,
                language=language,
                markdown=f"{documents.as_markdown(document)}\n{added}\n",
                base_version=document.version,
                by=writer,
            )


def _parts(text: str) -> tuple[str, str, str]:
    """Return title, summary and the rest of a file."""
    title, summary, rest = re.split(r"\n\n", text.strip(), maxsplit=2)
    return title.removeprefix("# ").strip(), summary.strip(), rest


def _practice(row: dict[str, Any], person: Finder) -> None:
    writer, secretariat = person(f"focal.{row['member']}"), person("communications")
    marks: dict[str, Any] = {
        "principles": row["principles"],
        "audiences": Audience.objects.filter(slug__in=row["audiences"]),
        "channels": Channel.objects.filter(slug__in=row["channels"]),
    }
    practice = practices.create(_account(row, "en"), language="en", **marks, by=writer)
    practice = practices.edit(
        practice, _account(row, "fr"), language="fr", **marks, version=1, by=writer
    )
    practice = practices.submit(practice, by=writer)
    if row["state"] == PublicationState.PUBLISHED:
        practices.publish(practice, by=secretariat)
    elif row["state"] == "returned":
        note = row["reason"][secretariat.language or "en"]
        practices.request_changes(practice, note=note, by=secretariat)


def _account(row: dict[str, Any], language: str) -> Account:
    return Account(**{name: (row[name] or {}).get(language, "") for name in reference.WORDS})


def _messages(person: Finder) -> None:
    made: dict[str, Message] = {}
    for day, row in enumerate(reference.read("messages")):
        with clock.standing_at(WRITTEN + dt.timedelta(days=day)):
            umbrella = made.get(row.get("umbrella", ""))
            made[row["slug"]] = _message(row, umbrella, person)
            if row.get("carries"):
                _carry(made[row["slug"]], row["carries"], person)
        with clock.standing_at(WRITTEN + dt.timedelta(days=14 + day)):
            for each in row["endorsements"]:
                _endorse(made[row["slug"]], each, person)
        if row["state"] == MessageState.IN_USE:
            with clock.standing_at(WRITTEN + dt.timedelta(days=21 + day)):
                messages.adopt(made[row["slug"]], by=person("approver"))


def _carry(message: Message, priority: str, person: Finder) -> None:
    """Tie a message to the priority of the plan that it carries, where the plan is there."""
    found = PlanElement.objects.filter(plan__slug=PLAN, slug=priority).first()
    if found is None:
        return
    links.join(
        ("message", message.public_id),
        ("planelement", found.public_id),
        relation=Relation.CARRIES,
        by=person("communications"),
        is_demonstration=True,
    )


def _message(row: dict[str, Any], umbrella: Message | None, person: Finder) -> Message:
    writer = person("communications")
    message = messages.create(
        title=Pair(**row["title"]),
        statement=Pair(**row["statement"]),
        audiences=Audience.objects.filter(slug__in=row["audiences"]),
        umbrella=umbrella,
        is_umbrella=row["kind"] == "umbrella",
        by=writer,
    )
    for each in row["proofs"]:
        shown_by = Practice.objects.filter(slug=each.get("practice", "")).first()
        proof = Proof(
            statement=Pair(**each["statement"]),
            expires_on=dt.date.fromisoformat(each["expires_on"]),
            publication=_publication(each["source"]) if each["source"] else None,
            practice=shown_by,
        )
        proofs.add(message, proof, by=writer)
    return message if row["state"] == MessageState.DRAFT else messages.consult(message, by=writer)


def _endorse(message: Message, row: dict[str, Any], person: Finder) -> None:
    focal = person(f"focal.{row['member']}")
    language = focal.language or "en"
    text = (row.get("text") or {}).get(language, "")
    endorsements.give(message, position=row["position"], text=text, language=language, by=focal)


def _publication(row: dict[str, str]) -> Publication:
    return Publication(row["publisher"], row["title"], row["date"], row["grade"], row["url"])


def _topic(row: dict[str, Any], person: Finder) -> None:
    space = Space.objects.get(slug=row["space"])
    first, *others = row["posts"]
    with clock.standing_at(dt.datetime.fromisoformat(first["at"])):
        topic = topics.open_topic(
            space,
            title=row["title"],
            body=first["body"],
            language=first["language"],
            by=person(_name(first)),
        )
    for each in others:
        with clock.standing_at(dt.datetime.fromisoformat(each["at"])):
            topics.write(
                topic, body=each["body"], language=each["language"], by=person(_name(each))
            )
    if row["state"] == TopicState.CLOSED:
        last = dt.datetime.fromisoformat(row["posts"][-1]["at"])
        with clock.standing_at(last + dt.timedelta(days=5)):
            topics.close(topic, conclusion=Pair(**row["conclusion"]), by=person("moderator"))


def _name(row: dict[str, Any]) -> str:
    return str(row["author"]).split("@", 1)[0]
