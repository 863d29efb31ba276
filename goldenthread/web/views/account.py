"""One's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.actions import people
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.account import OwnPassword


def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password, for somebody who knows the present one."""
    by = actor(request)
    user = by.signed_in
    form = OwnPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not user.check_password(form.cleaned_data["now"]):
            form.add_error("now", "That is not your password now.")
        else:
            try:
                people.set_password(by=by, at=now(), user=user, password=form.cleaned_data["password"])
            except Refusal as refusal:
                form.add_error("password", refusal.sentence)
            else:
                update_session_auth_hash(request, user)
                messages.success(request, "Your password is changed.")
                return redirect("home")
    return render(request, "account/password.html", {"form": form}, status=422 if form.errors else 200)
