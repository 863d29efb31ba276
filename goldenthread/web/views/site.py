"""About the site itself: its texts, its colour, and the pages for what went wrong."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goldenthread.models import Council, SiteText

COLOUR = "#1d4f5f"


@login_not_required
@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the texts every site has: the council's own where it wrote one, else ours, filled in with its name."""
    own = SiteText.objects.current().filter(slug=slug).first()
    return render(request, f"site/{slug}.html", {"own": own, "council": Council.objects.first()})


@login_not_required
@cache_control(max_age=300)
@require_safe
def council_css(request: HttpRequest) -> HttpResponse:
    """The council's colour, for the style sheet; ours where there is no council yet or its records do not answer."""
    try:
        colour = Council.objects.values_list("colour", flat=True).first() or COLOUR
    except DatabaseError:
        colour = COLOUR
    return HttpResponse(f":root{{--gt-council:{colour}}}\n", content_type="text/css")


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that cannot be understood."""
    return render(request, "errors/400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, and not allowed."""
    return render(request, "errors/403.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none that this reader may know of."""
    return render(request, "errors/404.html", status=404)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without this browser's own token: usually one that was left open too long."""
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without database, reader or frame, since any of them may be what broke."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
