"""The one card of an objective, a service or a directorate."""

from __future__ import annotations

from django.urls import path

from goldenthread.reports.card_scope import WORDS
from goldenthread.web.views import card

urlpatterns = [path("", card.index, name="cards")]
for _kind in WORDS:
    urlpatterns += [
        path(f"{_kind}/<int:pk>/", card.card, {"kind": _kind}, name=f"card-{_kind}"),
        path(f"{_kind}/<int:pk>/card.xlsx", card.as_excel, {"kind": _kind}, name=f"card-{_kind}-excel"),
    ]
