"""Comments on clauses and proposals of other wording stand among what Members said of a plan."""

from django.db import migrations

DROP = "DROP VIEW IF EXISTS strategy_planinput;"
BEFORE = r"""
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
AFTER = r"""
CREATE VIEW strategy_planinput AS
SELECT said.public_id, 'comment' AS kind, asked.plan_id, member.region_id,
       position.member_id, position.consultation_id, NULL::bigint AS workshop_id,
       said.id AS revision_id, NULL::bigint AS conclusion_id, NULL::bigint AS challenge_id,
       NULL::bigint AS clause_id, NULL::bigint AS about_id,
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
       NULL, said.id, NULL, NULL, NULL,
       answer.id, said.created_at
FROM strategy_workshopconclusion AS said
JOIN strategy_workshop AS held ON held.id = said.workshop_id
LEFT JOIN strategy_disposition AS answer ON answer.conclusion_id = said.id
WHERE held.plan_id IS NOT NULL
UNION ALL
SELECT said.public_id, 'challenge', held.plan_id, held.region_id,
       said.member_id, NULL, held.id,
       NULL, NULL, said.id, NULL, NULL,
       answer.id, said.raised_at
FROM strategy_challenge AS said
JOIN strategy_workshop AS held ON held.id = said.workshop_id
LEFT JOIN strategy_disposition AS answer ON answer.challenge_id = said.id
WHERE held.plan_id IS NOT NULL
UNION ALL
SELECT said.public_id, CASE about.kind WHEN 'proposal' THEN 'proposal' ELSE 'clause' END,
       about.plan_id, member.region_id,
       about.member_id, NULL, NULL,
       NULL, NULL, NULL, said.id, about.element_id,
       answer.id, said.made_at
FROM strategy_contribution AS about
JOIN strategy_contributionrevision AS said ON said.id = about.current_id
JOIN directory_member AS member ON member.id = about.member_id
LEFT JOIN strategy_disposition AS answer ON answer.clause_id = said.id
WHERE about.kind <> 'answer' AND about.state NOT IN ('draft', 'withdrawn');
"""


class Migration(migrations.Migration):
    dependencies = [("strategy", "0020_contributions")]

    operations = [
        migrations.RunSQL(DROP + AFTER, DROP + BEFORE),
    ]
