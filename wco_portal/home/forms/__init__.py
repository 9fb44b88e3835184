"""Forms of the front pages."""

from wco_portal.home.forms import days, events, sample
from wco_portal.home.forms.demonstration import ClockForm, EnterForm

__all__ = ["ClockForm", "EnterForm", "days", "events", "sample"]
