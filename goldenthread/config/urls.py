"""The site's addresses: all of them are listed in `goldenthread/web/urls.py`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("goldenthread.web.urls"))]

handler400 = "goldenthread.web.views.site.bad_request"
handler403 = "goldenthread.web.views.site.forbidden"
handler404 = "goldenthread.web.views.site.not_found"
handler500 = "goldenthread.web.views.site.broken"
