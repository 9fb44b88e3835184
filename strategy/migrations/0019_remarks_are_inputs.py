"""What Members said of a plan: comments on single items count like the one on the whole."""

from django.db import migrations

MAKE = r"""
CREATE OR REPLACE VIEW strategy_planinput AS
SELECT said.public_id, 'comment' AS kind, asked.plan_id, member.region_id,
       position.member_id, position.consultation_id, NULL::bigint AS workshop_id,
       said.id AS revision_id, NULL::bigint AS conclusion_id, NULL::bigint AS challenge_id,
       answer.id AS disposition_id, said.made_at AS at
FROM strategy_position AS position
JOIN strategy_positionrevision AS said ON said.id = position.sent_id
JOIN strategy_consultation AS asked ON asked.id = position.consultation_id
JOIN directory_member AS member ON member.id = position.member_id
LEFT JOIN strategy_disposition AS answer ON answer.revision_id = said.id
WHERE asked.plan_id IS NOT NULL AND (said.comment ~ '\S' OR said.remarks <> '{}'::jsonb)
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
BEFORE = r"""
CREATE OR REPLACE VIEW strategy_planinput AS
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


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0018_rounds"),
    ]

    operations = [
        migrations.RunSQL(MAKE, BEFORE),
    ]
