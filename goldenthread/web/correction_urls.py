"""The addresses of corrections, under /corrections/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import corrections

urlpatterns = [
    path("", corrections.index, name="corrections"),
    path("<int:pk>/table/", corrections.table, name="correction-table"),
    path("<int:pk>/issue/", corrections.issue, name="correction-issue"),
    path("things/<int:pk>/table/", corrections.table_thing, name="correction-thing-table"),
    path("things/<int:pk>/issue/", corrections.issue_thing, name="correction-thing-issue"),
]
