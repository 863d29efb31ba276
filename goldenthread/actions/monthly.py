"""The monthly report: who is sent it, and sending it."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import OutboxItem, Recipient
from goldenthread.reports.monthly import SEND_REPORT
from goldenthread.rules.periods import Period
from goldenthread.rules.refusals import Refusal


def add_recipient(*, by: Actor, at: datetime, name: str, email: str) -> Recipient:
    """Somebody who is sent the report from now on."""
    with door.write():
        check_can(by, "manage_rounds")
        email = checks.words(email, "the e-mail address")
        checks.unused(Recipient.objects.filter(email__iexact=email), f"{email} is on the list already.")
        recipient = checks.keep(Recipient(name=checks.words(name, "the name"), email=email))
        door.audit(by, at, "monthly.add_recipient", recipient)
    return recipient


def remove_recipient(*, by: Actor, at: datetime, recipient: Recipient) -> None:
    """Take somebody off the list."""
    with door.write():
        check_can(by, "manage_rounds")
        door.audit(by, at, "monthly.remove_recipient", recipient)
        recipient.delete()


def send(*, by: Actor, at: datetime, period: Period) -> int:
    """Leave the report of a period to the worker, once for each recipient; gives how many. Refused with none."""
    with door.write():
        check_can(by, "manage_rounds")
        recipients = list(Recipient.objects.all())
        if not recipients:
            raise Refusal("no_recipients", "Nobody is on the list. Add a recipient first.")
        OutboxItem.objects.bulk_create(
            OutboxItem(
                kind=SEND_REPORT,
                payload={
                    "recipient": recipient.pk,
                    "starts": period.start.isoformat(),
                    "ends": period.end.isoformat(),
                    "by": by.signed_in.pk,
                },
                created_at=at,
            )
            for recipient in recipients
        )
        door.audit_all(by, at, "monthly.send", recipients, starts=str(period.start), ends=str(period.end))
    return len(recipients)
