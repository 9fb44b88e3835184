"""The business time in SQL, and the extensions that the portal stands on."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

MAKE = """
CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT now() + coalesce((SELECT ahead_by FROM common_businessclock), interval '0')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    # Exclusion constraints of the other apps stand on btree_gist.
    run_before = [("directory", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(MAKE, "DROP FUNCTION IF EXISTS portal_now()"),
    ]
