"""The addresses of the cycle: what needs me, and each stage from the figure to the approved item."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import completeness, exceptions, leadership, rounds, sign_off, to_do, try_as, updates

urlpatterns = [
    path("to-do/", to_do.page, name="to-do"),
    path("try-as/", try_as.enter, name="try-as"),
    # Entering
    path("updates/", updates.grid, name="updates"),
    path("updates/<int:pk>/", updates.item, name="updates-item"),
    path("updates/preview/<int:pk>/", updates.preview, name="updates-preview"),
    # Agreeing
    path("verify/", sign_off.verify, name="verify"),
    path("sign-off/", sign_off.page, name="sign-off"),
    path("sign-off/<int:pk>/", sign_off.item, name="review-item"),
    path("leadership/", leadership.page, name="leadership"),
    path("leadership/papers/<int:pk>/lock/", leadership.lock, name="leadership-lock"),
    # Explaining
    path("exceptions/", exceptions.index, name="exceptions"),
    path("exceptions/<int:pk>/", exceptions.item, name="exceptions-item"),
    path("exceptions/waive/<int:pk>/<slug:what>/", exceptions.waive, name="exceptions-waive"),
    # Running the round
    path("completeness/", completeness.page, name="completeness"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/open/", rounds.open_round, name="rounds-open"),
    path("rounds/<int:pk>/close/", rounds.close, name="rounds-close"),
]
