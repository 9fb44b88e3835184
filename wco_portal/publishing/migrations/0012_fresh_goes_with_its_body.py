"""Who writes a body empties what was written beside it: a trigger refuses another one."""

from django.db import migrations

# Steps write beside the body and never name it, so that they do not pay for this.
MAKE = """
CREATE FUNCTION publishing_refuse_stale_sections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A body is written without the sections that were written beside it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishing_document_fresh_goes_with_body';
END $$;
CREATE TRIGGER publishing_document_fresh_goes_with_body
    BEFORE UPDATE OF body ON publishing_document FOR EACH ROW
    WHEN (NEW.fresh <> '{}'::jsonb AND NEW.body IS DISTINCT FROM OLD.body)
    EXECUTE FUNCTION publishing_refuse_stale_sections();
"""
UNDO = """
DROP TRIGGER IF EXISTS publishing_document_fresh_goes_with_body ON publishing_document;
DROP FUNCTION IF EXISTS publishing_refuse_stale_sections();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0011_fresh_sections")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
