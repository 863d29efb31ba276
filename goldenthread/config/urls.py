"""The site's addresses: all of them are listed in `goldenthread/web/urls.py`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("goldenthread.web.urls"))]
