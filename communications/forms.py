"""What the browser sends, made clean; saving is the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communications import selectors
from communications.enums import Position, Principle
from communications.models import Audience, Channel, Message, Post, Practice, Space
from communications.rules import Account, Pair
from communications.services.proofs import Proof
from communications.services.sources import Publication
from wco_portal.common.bilingual import colon
from wco_portal.common.enums import Grade
from wco_portal.common.forms import DayField
from wco_portal.publishing.enums import Language

LONG = 4000
AREA = forms.Textarea(attrs={"rows": 5})
SMALL = forms.Textarea(attrs={"rows": 3})


class PracticeForm(forms.Form):
    """A practice in one language: the language of the page."""

    title = forms.CharField(label=_("Title"), max_length=160)
    context = forms.CharField(
        label=_("The situation"),
        help_text=_("What was difficult, and for whom?"),
        max_length=LONG,
        required=False,
        widget=AREA,
    )
    done = forms.CharField(
        label=_("What was done"),
        help_text=_("Steps, means, how long it took."),
        max_length=LONG,
        required=False,
        widget=AREA,
    )
    results = forms.CharField(
        label=_("Results"),
        help_text=_(
            "With the figure before and after, and how you know. Leave it empty if unknown."
        ),
        max_length=LONG,
        required=False,
        widget=AREA,
    )
    lessons = forms.CharField(
        label=_("Lessons"),
        help_text=_("What you would do differently. A failure told honestly is welcome."),
        max_length=LONG,
        required=False,
        widget=AREA,
    )
    audiences = forms.ModelMultipleChoiceField(
        label=_("Audiences"),
        queryset=Audience.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.ModelMultipleChoiceField(
        label=_("Channels"),
        queryset=Channel.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    principles = forms.MultipleChoiceField(
        label=_("Principles of the theme of 2019 that it serves"),
        choices=Principle.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the audiences and channels of the moment."""
        super().__init__(*args, **options)
        self.fields["audiences"].queryset = selectors.audiences.everybody()  # type: ignore[attr-defined]
        self.fields["channels"].queryset = selectors.audiences.channels()  # type: ignore[attr-defined]

    @staticmethod
    def filled_from(practice: Practice, language: str) -> dict[str, Any]:
        """Return what a practice says in a language, for the form."""
        words = ("title", "context", "done", "results", "lessons")
        return {name: getattr(practice, f"{name}_{language}") for name in words} | {
            "audiences": list(practice.audiences.all()),
            "channels": list(practice.channels.all()),
            "principles": list(practice.principles),
            "version": practice.version,
        }

    def account(self) -> Account:
        """Return what was told."""
        words = ("title", "context", "done", "results", "lessons")
        return Account(**{name: self.cleaned_data[name] for name in words})

    def marks(self) -> dict[str, Any]:
        """Return what was ticked."""
        return {name: self.cleaned_data[name] for name in ("principles", "audiences", "channels")}


class ChapterForm(forms.Form):
    """The working text of a chapter in one language, as restricted Markdown."""

    markdown = forms.CharField(
        label=_("Text"),
        help_text=_("## for a heading, - for a list, **bold**, [words](address) for a link."),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 30}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason that somebody else reads."""

    note = forms.CharField(label=_("Reason"), max_length=LONG, widget=SMALL)


class HideForm(forms.Form):
    """Why a post is hidden; a topic shows one form per post, each with ids of its own."""

    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The author reads it, and everybody who reads the topic."),
        max_length=300,
    )

    @classmethod
    def of(cls, post: Post, data: Any = None) -> HideForm:
        """Return the form of a post."""
        return cls(data, auto_id=f"{post.public_id}-%s")


class FilterForm(forms.Form):
    """How the list of practices is filtered; an unknown value means all."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    principle = forms.ChoiceField(label=_("Principle"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    words = forms.CharField(label=_("Words"), max_length=80, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer what can be chosen."""
        super().__init__(*args, **options)
        regions, channels = selectors.practices.choices()
        self._offer("region", [(region.code, str(region)) for region in regions])
        self._offer(
            "principle", [(each.value, f"{each.value}{colon()} {each.label}") for each in Principle]
        )
        self._offer("channel", [(channel.slug, str(channel)) for channel in channels])

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *offered]

    def chosen(self) -> selectors.practices.Filters:
        """Return the filters; what is not understood counts as not chosen."""
        self.is_valid()
        names = ("region", "principle", "channel", "words")
        return selectors.practices.Filters(
            **{name: self.cleaned_data.get(name, "") for name in names}
        )


class MessageForm(forms.Form):
    """A common message in both languages."""

    title_en = forms.CharField(label=_("Message in English"), max_length=160)
    title_fr = forms.CharField(label=_("Message in French"), max_length=160)
    statement_en = forms.CharField(
        label=_("Explanation in English"), max_length=LONG, required=False, widget=SMALL
    )
    statement_fr = forms.CharField(
        label=_("Explanation in French"), max_length=LONG, required=False, widget=SMALL
    )
    audiences = forms.ModelMultipleChoiceField(
        label=_("Audiences"),
        help_text=_("Two at least."),
        queryset=Audience.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    umbrella = forms.ModelChoiceField(
        label=_("Umbrella message"),
        help_text=_("Leave it empty for a message that stands alone."),
        queryset=Message.objects.none(),
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the audiences and umbrella messages of the moment."""
        super().__init__(*args, **options)
        self.fields["audiences"].queryset = selectors.audiences.everybody()  # type: ignore[attr-defined]
        self.fields["umbrella"].queryset = selectors.messages.roofs()  # type: ignore[attr-defined]

    @staticmethod
    def filled_from(message: Message) -> dict[str, Any]:
        """Return what a message says, for the form."""
        names = ("title_en", "title_fr", "statement_en", "statement_fr", "umbrella", "version")
        return {name: getattr(message, name) for name in names} | {
            "audiences": list(message.audiences.all())
        }

    def words(self) -> dict[str, Any]:
        """Return what was written, as the services take it."""
        clean = self.cleaned_data
        return {
            "title": Pair(clean["title_en"], clean["title_fr"]),
            "statement": Pair(clean["statement_en"], clean["statement_fr"]),
            "audiences": clean["audiences"],
            "umbrella": clean["umbrella"],
        }


class ProofForm(forms.Form):
    """A fact behind a message: its source or the practice that shows it, and its last day."""

    statement_en = forms.CharField(label=_("Statement in English"), max_length=LONG, widget=SMALL)
    statement_fr = forms.CharField(label=_("Statement in French"), max_length=LONG, widget=SMALL)
    practice = forms.ModelChoiceField(
        label=_("Practice that shows it"), queryset=Practice.objects.none(), required=False
    )
    publisher = forms.CharField(label=_("Publisher of the source"), max_length=200, required=False)
    source_title = forms.CharField(label=_("Title of the source"), max_length=300, required=False)
    published = forms.CharField(
        label=_("Date of the source"),
        help_text=_("As exactly as it is known, for example 2019-01-28."),
        max_length=40,
        required=False,
    )
    grade = forms.ChoiceField(
        label=_("Grade of the source"), choices=[("", "---------"), *Grade.choices], required=False
    )
    expires_on = DayField(
        label=_("Expires on"),
        help_text=_("From this day on nobody may use it without checking it again."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the published practices."""
        super().__init__(*args, **options)
        self.fields["practice"].queryset = selectors.practices.published()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a source, whole, or for a practice."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("practice"):
            for name in ("publisher", "source_title", "published", "grade"):
                if not cleaned.get(name):
                    self.add_error(name, _("Name the source, or choose a practice."))
        return cleaned

    def proof(self) -> Proof:
        """Return the fact as the services take it."""
        clean = self.cleaned_data
        named = Publication(
            clean["publisher"], clean["source_title"], clean["published"], clean["grade"]
        )
        return Proof(
            statement=Pair(clean["statement_en"], clean["statement_fr"]),
            expires_on=clean["expires_on"],
            publication=named if clean["publisher"] else None,
            practice=clean["practice"],
        )


class EndorsementForm(forms.Form):
    """What a Member says to a common message."""

    position = forms.ChoiceField(
        label=_("Position of the Member"), choices=Position.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Reservation or objection"),
        help_text=_("Published beside the message, in the language in which you write it."),
        max_length=1000,
        required=False,
        widget=SMALL,
    )


class TopicForm(forms.Form):
    """A new topic with its first post."""

    space = forms.ModelChoiceField(label=_("Space"), queryset=Space.objects.none())
    title = forms.CharField(label=_("Title"), max_length=160)
    body = forms.CharField(label=_("Text"), max_length=8000, widget=AREA)
    language = forms.ChoiceField(label=_("Language in which you write"), choices=Language.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the spaces of the moment."""
        super().__init__(*args, **options)
        self.fields["space"].queryset = selectors.forum.spaces()  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """A post."""

    body = forms.CharField(label=_("Your answer"), max_length=8000, widget=AREA)
    language = forms.ChoiceField(label=_("Language in which you write"), choices=Language.choices)


class ConclusionForm(forms.Form):
    """The conclusion with which a topic is closed."""

    conclusion_en = forms.CharField(
        label=_("Conclusion in English"), max_length=LONG, required=False, widget=SMALL
    )
    conclusion_fr = forms.CharField(
        label=_("Conclusion in French"), max_length=LONG, required=False, widget=SMALL
    )

    def conclusion(self) -> Pair:
        """Return the conclusion in both languages."""
        clean = self.cleaned_data
        return Pair(clean["conclusion_en"], clean["conclusion_fr"])
