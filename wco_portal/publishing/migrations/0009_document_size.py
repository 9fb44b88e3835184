"""Count the characters of each text, so that one section is written without reading the rest."""

from django.db import migrations, models

COUNT = """
UPDATE publishing_document SET size = coalesce(
    (SELECT sum(length(word #>> '{}'))
     FROM jsonb_path_query(body, 'strict $.** ? (@.type == "text").text') AS word), 0)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0008_typed_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="size",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
