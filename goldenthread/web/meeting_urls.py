"""The addresses of meetings, of one's own calendar, and of the monthly report."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import calendar_feed, meetings, monthly

urlpatterns = [
    path("meetings/", meetings.calendar, name="meetings"),
    path("meetings/add/", meetings.add_meeting, name="meetings-add"),
    path("meetings/<int:pk>/notice/", meetings.add_notice, name="meetings-notice"),
    path("meetings/notices/<int:pk>/<slug:step>/", meetings.notice_step, name="meetings-notice-step"),
    path("meetings/papers/<int:pk>/send-on/", meetings.send_on, name="meetings-send-on"),
    path("calendar/", calendar_feed.page, name="calendar-feed"),
    path("calendar/<str:token>/dates.ics", calendar_feed.feed, name="calendar-ics"),
    path("monthly/", monthly.page, name="monthly"),
    path("monthly/readers/add/", monthly.add_recipient, name="monthly-reader-add"),
    path("monthly/readers/<int:pk>/remove/", monthly.remove_recipient, name="monthly-reader-remove"),
]
