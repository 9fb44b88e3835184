"""The aspects under which the Environmental Scan looks at the world."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Aspect(models.TextChoices):
    """What a finding of a scan is about."""

    SOCIAL = "social", pgettext_lazy("aspect of the scan", "social")
    POLITICAL = "political", pgettext_lazy("aspect of the scan", "political")
    ECONOMIC = "economic", pgettext_lazy("aspect of the scan", "economic")
    TECHNOLOGICAL = "technological", pgettext_lazy("aspect of the scan", "technological")
    LEGAL = "legal", pgettext_lazy("aspect of the scan", "legal")
    ENVIRONMENTAL = "environmental", pgettext_lazy("aspect of the scan", "environmental")
