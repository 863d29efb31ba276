"""The calendar of meetings, notices of the executive's business, and sending a report on to another body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import check_can, check_can_somewhere
from goldenthread.actions import cycles, governance, notices
from goldenthread.models import Meeting, MeetingNotice
from goldenthread.reports.meetings import calendar_page
from goldenthread.reports.names import names_on
from goldenthread.reports.papers import find
from goldenthread.rules.notices import NOTICE_KINDS
from goldenthread.rules.periods import day_words
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import meetings as forms
from goldenthread.web.views.set_up.ask import Given, ask

BACK = "meetings"
_YEARS = 50
"""So far back and ahead the calendar can be turned."""


@login_not_required
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """A year of meetings, for everybody; officers see the cycle that leads to each."""
    reader = actor(request)
    page = calendar_page(reader=reader, year=_near(request.GET.get("year", ""), reader.on))
    return render(request, "meetings/calendar.html", {"page": page, "kinds": NOTICE_KINDS})


def _near(text: str, on: date) -> date | None:
    """The day that an address names; None where no council would have a meeting in its calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day.year - on.year) <= _YEARS else None


def add_meeting(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")

    def do(given: Given) -> str:
        meeting = governance.add_meeting(by=by, at=now(), **given)
        return f"{names_on(meeting.day).body(meeting.body_id)} meets on {day_words(meeting.day)}."

    form = forms.AddMeeting(request.POST or None)
    return ask(request, title="Add a meeting", form=form, do=do, back=reverse(BACK), button="Add")


def add_notice(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    meeting = get_object_or_404(Meeting.objects.select_related("body"), pk=pk)

    def do(given: Given) -> str:
        notices.add(by=by, at=now(), meeting=meeting, **given)
        return "Added. Publish the notice by the day shown."

    return ask(
        request,
        title="Add a matter that needs notice",
        caption=_called(meeting),
        form=forms.AddNotice(request.POST or None),
        do=do,
        back=reverse(BACK),
        button="Add",
    )


_STEPS: Mapping[str, tuple[str, type[Form], Callable[..., MeetingNotice]]] = {
    "publish": ("The notice is published", forms.PublishNotice, notices.publish),
    "second": ("The second notice is published", forms.PublishSecond, notices.publish_second),
    "without": ("Take it without full notice", forms.TakeWithout, notices.take_without),
}


def notice_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a notice: published, published again, or taken without."""
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    if step not in _STEPS:
        raise Http404
    notice = get_object_or_404(MeetingNotice.objects.select_related("meeting__body"), pk=pk)
    title, form, verb = _STEPS[step]

    def do(given: Given) -> str:
        verb(by=by, at=now(), notice=notice, **given)
        return "Recorded."

    initial = {"day": by.on, "agreed_on": by.on}
    return ask(
        request,
        title=title,
        caption=f"{notice.subject}, {_called(notice.meeting)}",
        form=form(request.POST or None, initial=initial),
        do=do,
        back=reverse(BACK),
    )


def send_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a report on to a body that its route did not name."""
    by = actor(request)
    check_can(by, "manage_rounds")
    paper = find(pk, reader=by)

    def do(given: Given) -> str:
        sent = cycles.add_stop(by=by, at=now(), after=paper, **given)
        return f"It goes on to {_called(sent.meeting)}."

    form = forms.SendOn(request.POST or None)
    taken = paper.round.papers.values("meeting__body")
    coming = Meeting.objects.filter(day__gte=paper.meeting.day, cancelled=False).exclude(body__in=taken)
    form.fields["meeting"].queryset = coming.order_by("day")  # type: ignore[attr-defined]
    return ask(
        request,
        title="Send the report on to another body",
        caption=f"{paper.round.label}, {_called(paper.meeting)}",
        form=form,
        do=do,
        back=reverse("paper", args=[pk]),
        button="Send it on",
    )


def _called(meeting: Meeting) -> str:
    return f"{names_on(meeting.day).body(meeting.body_id)}, {day_words(meeting.day)}"
