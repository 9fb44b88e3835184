"""Addresses of conferences, delegations and registrations."""

from django.urls import URLPattern, URLResolver, include, path

from conferences.views import conferences, delegations, registrations

registration_urls = [
    path("", registrations.show, name="registration"),
    path("confirm/", registrations.confirm, name="registration-confirm"),
    path("return/", registrations.return_for_changes, name="registration-return"),
    path("correct/", registrations.correct, name="registration-correct"),
    path("reject/", registrations.reject, name="registration-reject"),
    path("withdraw/", registrations.withdraw, name="registration-withdraw"),
    path("substitute/", registrations.substitute, name="registration-substitute"),
    path("head/", registrations.make_head, name="registration-head"),
]
delegation_urls = [
    path("", delegations.show, name="delegation"),
    path("answer/", delegations.answer, name="delegation-answer"),
    path("quota/", delegations.quota, name="delegation-quota"),
    path("nominate/", delegations.nominate, name="delegation-nominate"),
]
conference_urls: list[URLPattern | URLResolver] = [
    path("", conferences.show, name="conference"),
    path("programme/", conferences.programme, name="conference-programme"),
    path("programme/<pid:public_id>/", conferences.session, name="session"),
    path("invite/", conferences.invite, name="conference-invite"),
    path("capacity/", conferences.capacity, name="conference-capacity"),
    path("delegation/", delegations.own, name="own-delegation"),
    path("delegations/", delegations.listing, name="delegations"),
    path("delegations/<slug60:code>/", include(delegation_urls)),
    path("registrations/", registrations.listing, name="registrations"),
    path("registrations.csv", registrations.as_csv, name="registrations-csv"),
    path("registrations.xlsx", registrations.as_xlsx, name="registrations-xlsx"),
    path("registrations/confirm/", registrations.confirm_many, name="registrations-confirm"),
    path("registrations/<pid:public_id>/", include(registration_urls)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("conferences/", conferences.listing, name="conferences"),
    path("conferences/new/", conferences.new, name="conference-new"),
    path("conferences/<slug60:slug>/", include(conference_urls)),
    path("registrations/", registrations.own, name="own-registrations"),
    path("receipts/<pid:public_id>/", delegations.receipt, name="receipt"),
]
