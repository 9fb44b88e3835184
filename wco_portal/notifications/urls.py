"""The notification centre and the mails."""

from django.urls import path

from wco_portal.notifications.views import centre, mails, stopping

urlpatterns = [
    path("notifications/", centre.centre, name="notifications"),
    path("notifications/read/", centre.read_all, name="notifications-read"),
    path("notifications/settings/", centre.settings, name="notification-settings"),
    path("notifications/<pid:public_id>/read/", centre.read, name="notification-read"),
    path("notifications/stop/<str:word>/", stopping.stop, name="letter-stop"),
    path("mail/", mails.index, name="mail"),
    path("mail/undelivered/", mails.undelivered, name="mail-undelivered"),
    path("mail/undelivered/<pid:public_id>/retry/", mails.try_again, name="mail-retry"),
    path("mail/<pid:public_id>/", mails.item, name="mail-item"),
    path("mail/<pid:public_id>/letter/", mails.letter, name="mail-letter"),
    path("mail/<pid:public_id>/source/", mails.source, name="mail-source"),
]
