"""The forms of the calendar: meetings, notices, the monthly report's readers."""

from __future__ import annotations

from django import forms

from goldenthread.models import Body, Meeting
from goldenthread.reports.routes import PURPOSES
from goldenthread.rules.notices import NOTICE_KINDS, NOTICE_ROUTES
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose
from goldenthread.web.forms.set_up import MeetingForm


class AddMeeting(MeetingForm):
    body = choose(Body.objects.filter(ends=None), "Committee")
    field_order = ("body", "day", "starts_at", "place")


class AddNotice(forms.Form):
    kind = forms.ChoiceField(label="What needs notice", choices=list(NOTICE_KINDS.items()))
    subject = forms.CharField(
        label="The matter", max_length=200, help_text="As it is published: say nothing that is not for the public."
    )


class PublishNotice(forms.Form):
    day = DateField(label="Published on")


class PublishSecond(PublishNotice):
    representations = forms.CharField(
        label="What people said to the first notice", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    response = forms.CharField(label="What was answered", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class TakeWithout(forms.Form):
    route = forms.ChoiceField(
        label="How it is taken", choices=[(code, word) for code, word in NOTICE_ROUTES.items() if code != "notice"]
    )
    agreed_by = forms.CharField(label="Who was told or agreed", max_length=160, help_text="Name and office.")
    agreed_on = DateField(label="On")
    reason = forms.CharField(label="Why it cannot wait", widget=forms.Textarea(attrs={"rows": 4}))


class SendOn(forms.Form):
    """Where a report goes next."""

    meeting = choose(Meeting.objects.none(), "The meeting it goes to")
    purpose = forms.ChoiceField(label="What for", choices=list(PURPOSES.items()))
    sees_everything = forms.BooleanField(
        label="It gets the whole report", required=False, help_text="Otherwise, what its remit gives it."
    )


class AddRecipient(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail")
