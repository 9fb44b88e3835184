from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0010_outside_authors"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="fresh",
            field=models.JSONField(default=dict),
        ),
    ]
