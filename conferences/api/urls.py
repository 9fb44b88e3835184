"""The collections of this app."""

from conferences.api import conferences, delegations, registrations
from wco_portal.api.router import Router

router = Router()
router.register("conferences", conferences.Conferences)
router.register("sessions", conferences.Sessions)
router.register("delegations", delegations.Delegations)
router.register("registrations", registrations.Registrations)
router.register("receipts", delegations.Receipts)

urlpatterns = router.urls
