"""What Members said of a plan, as a view: comments as sent, conclusions, challenges."""

from django.db import migrations, models

MAKE = r"""
CREATE VIEW strategy_planinput AS
SELECT said.public_id, 'comment' AS kind, asked.plan_id, member.region_id,
       position.member_id, position.consultation_id, NULL::bigint AS workshop_id,
       said.id AS revision_id, NULL::bigint AS conclusion_id, NULL::bigint AS challenge_id,
       answer.id AS disposition_id, said.made_at AS at
FROM strategy_position AS position
JOIN strategy_positionrevision AS said ON said.id = position.sent_id
JOIN strategy_consultation AS asked ON asked.id = position.consultation_id
JOIN directory_member AS member ON member.id = position.member_id
LEFT JOIN strategy_disposition AS answer ON answer.revision_id = said.id
WHERE asked.plan_id IS NOT NULL AND said.comment ~ '\S'
UNION ALL
SELECT said.public_id, 'conclusion', held.plan_id, held.region_id,
       NULL, NULL, held.id,
       NULL, said.id, NULL,
       answer.id, said.created_at
FROM strategy_workshopconclusion AS said
JOIN strategy_workshop AS held ON held.id = said.workshop_id
LEFT JOIN strategy_disposition AS answer ON answer.conclusion_id = said.id
WHERE held.plan_id IS NOT NULL
UNION ALL
SELECT said.public_id, 'challenge', held.plan_id, held.region_id,
       said.member_id, NULL, held.id,
       NULL, NULL, said.id,
       answer.id, said.raised_at
FROM strategy_challenge AS said
JOIN strategy_workshop AS held ON held.id = said.workshop_id
LEFT JOIN strategy_disposition AS answer ON answer.challenge_id = said.id
WHERE held.plan_id IS NOT NULL;
"""
UNDO = "DROP VIEW IF EXISTS strategy_planinput;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("strategy", "0016_dispositions"),
    ]

    operations = [
        migrations.RunSQL(MAKE, UNDO),
        migrations.CreateModel(
            name="PlanInput",
            fields=[
                ("public_id", models.CharField(max_length=10, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "comment of a Member"),
                            ("conclusion", "conclusion of a workshop"),
                            ("challenge", "challenge"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "managed": False,
            },
        ),
    ]
