"""Authors of Word files that stood in words stand beside them, where they are forgotten in time."""

import re

from django.db import migrations

# As suggestions and comments were worded before, and as they are: by the name of the file.
SUGGESTED = (
    ("Suggested by ", " in the file ", ".", "Tracked change in the file {}."),
    ("Suggéré par ", " dans le fichier ", ".", "Modification suivie dans le fichier {}."),
)
SAID = (
    ("", " in the file ", ":", "In the file {}:"),
    ("", ", dans le fichier ", "\u00a0:", "Dans le fichier {}\u00a0:"),
)
LONGEST_NAME, LONGEST_REASON = 120, 400


def _apart(words, name, shapes):
    """Return the author and the words without the author; None where they are not worded so."""
    for before, between, after, now in shapes:
        rest = f"{between}{name}{after}"
        found = re.fullmatch(f"{re.escape(before)}(.+){re.escape(rest)}", words)
        if found:
            return found[1][:LONGEST_NAME], now.format(name)
        # A reason that was too long lost its end.
        at = words.find(between)
        if len(words) == LONGEST_REASON and at > 0 and rest.startswith(words[at:]):
            return words[len(before) : at][:LONGEST_NAME], now.format(name)[:LONGEST_REASON]
    return None


def _beside(apps, schema_editor):
    comments = apps.get_model("publishing", "Comment")
    suggestions = apps.get_model("publishing", "Suggestion")
    imports = apps.get_model("strategy", "WordImport").objects
    for found in imports.exclude(plan=None, taken_at=None).select_related("plan", "returns_to"):
        text = (found.plan or found.returns_to).text_id
        for each in suggestions.objects.filter(document__text=text, outside_author=""):
            if told := _apart(each.why, found.name, SUGGESTED):
                each.outside_author, each.why = told
                each.save(update_fields=["outside_author", "why"])
        for each in comments.objects.filter(thread__document__text=text, outside_author=""):
            first, _line, rest = each.words.partition("\n")
            if told := _apart(first, found.name, SAID):
                each.outside_author, each.words = told[0], f"{told[1]}\n{rest}"
                each.save(update_fields=["outside_author", "words"])
        found.document = _nameless(found.document)
        found.save(update_fields=["document"])


def _nameless(kept):
    """Give back what was read from a file without any name in it."""
    if isinstance(kept, list):
        return [_nameless(each) for each in kept]
    if not isinstance(kept, dict):
        return kept
    made = {key: "" if key == "author" else _nameless(value) for key, value in kept.items()}
    if "answers" in kept:
        made["answers"] = [["", words] for _author, words in kept["answers"]]
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0027_parts_of_plans"),
        ("publishing", "0010_outside_authors"),
    ]

    operations = [migrations.RunPython(_beside, migrations.RunPython.noop)]
