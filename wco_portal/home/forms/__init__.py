"""Forms of the front pages."""

from wco_portal.home.forms import events, sample
from wco_portal.home.forms.demonstration import ClockForm, EnterForm

__all__ = ["ClockForm", "EnterForm", "events", "sample"]
