"""What the editor's windows speak."""

from django.urls import path

from wco_portal.publishing.views import remarks, suggesting, writing

TEXT = "texts/<pid:public_id>/"
urlpatterns = [
    path(f"{TEXT}join/", writing.join, name="text-join"),
    path(f"{TEXT}presence/", writing.presence, name="text-presence"),
    path(f"{TEXT}leave/", writing.leave, name="text-leave"),
    path(f"{TEXT}<slug60:language>/steps/", writing.steps, name="text-steps"),
    path(
        f"{TEXT}<slug60:language>/blocks/<pid:block>/suggest/",
        remarks.suggest,
        name="text-suggest",
    ),
    path(
        f"{TEXT}<slug60:language>/blocks/<pid:block>/comment/",
        remarks.comment,
        name="text-comment",
    ),
    path(f"{TEXT}<slug60:language>/suggestions/", suggesting.keep, name="text-keep"),
    path(f"{TEXT}suggestions/decide/", remarks.decide, name="text-decide"),
    path(f"{TEXT}suggestions/settle/", suggesting.decide, name="text-settle"),
    path(f"{TEXT}threads/<pid:thread>/answer/", remarks.answer, name="thread-answer"),
    path(f"{TEXT}threads/<pid:thread>/assign/", remarks.assign, name="thread-assign"),
    path(f"{TEXT}threads/<pid:thread>/resolve/", remarks.resolve, name="thread-resolve"),
]
