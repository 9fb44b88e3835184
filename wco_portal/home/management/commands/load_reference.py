"""Load the facts that the apps carry in files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from wco_portal.audit import services as audit
from wco_portal.common.models import ReferenceFile
from wco_portal.common.reference import BUNDLES, Bundle
from wco_portal.search.services import index


class Command(BaseCommand):
    """Load every bundle whose files changed, in one transaction."""

    help = "Load the reference data whose files changed; rows that a person edited stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        with transaction.atomic():
            changed = [self._load(bundle) for bundle in BUNDLES]
            if any(changed):
                index.rebuild()

    def _load(self, bundle: Bundle) -> bool:
        sha256 = bundle.sha256()
        if ReferenceFile.objects.filter(name=bundle.name, sha256=sha256).exists():
            self.stdout.write(f"{bundle.name}: unchanged")
            return False
        bundle.load(audit.record)
        ReferenceFile.objects.update_or_create(name=bundle.name, defaults={"sha256": sha256})
        self.stdout.write(f"{bundle.name}: loaded")
        return True
