"""Sends the monthly report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMessage
from django.utils.timezone import localdate

from goldenthread.access import actor_for
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.models import Recipient, User
from goldenthread.reports.monthly import monthly_report
from goldenthread.rules.periods import period_containing

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_report(payload: Mapping[str, Any], at: datetime) -> None:
    """Write the report as it stands and send it to one recipient; nothing where they were taken off the list."""
    recipient = Recipient.objects.filter(pk=payload["recipient"]).first()
    if recipient is None:
        return
    reader = actor_for(User.objects.get(pk=payload["by"]), localdate(at))
    month = period_containing(date.fromisoformat(payload["ends"]), "month", "financial")
    report = monthly_report(reader=reader, month=month)
    message = EmailMessage(
        subject=f"{report.council}: performance in {month.label}",
        body=f"Dear {recipient.name}\n\n{report.text}\n",
        to=[recipient.email],
    )
    name = f"performance-{month.end:%Y-%m}"
    message.attach(f"{name}.pdf", pdf(report.document), "application/pdf")
    message.attach(f"{name}.xlsx", excel(report.document), EXCEL)
    message.send()
