from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.actions import redactions, withholding
from goldenthread.actions.withholding import Thing
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import Marking, RestrictedFile, RestrictedPack
from goldenthread.rules.refusals import Refusal
from tests.a_round import LATER, ARound, open_round
from tests.small_council import NOW

pytestmark = pytest.mark.django_db
SECRET = "Mrs Smith of 4 Elm Road complained twice."


@pytest.fixture
def ours(db: None) -> ARound:
    return open_round()


def marked(ours: ARound, **given: object) -> Marking:
    ground = {"kind": "exempt", "paragraph": 1, "interest": "It is about one person."} | given
    return withholding.mark(
        by=ours.clerk,
        at=NOW,
        thing=Thing(of_return=ours.item.of_return, part="commentary"),
        **ground,  # type: ignore[arg-type]
    )


def test_a_mark_replaces_the_one_before_and_both_are_kept(ours: ARound) -> None:
    first = marked(ours)
    second = marked(ours, paragraph=2)
    first.refresh_from_db()
    assert first.superseded_at == NOW
    assert Marking.objects.current().get() == second


def test_a_lifted_mark_stays_on_record_with_the_reason(ours: ARound) -> None:
    opened = withholding.lift(by=ours.clerk, at=NOW, marking=marked(ours), reason="It was reported in court.")
    assert (opened.kind, opened.reason) == ("open", "It was reported in court.")
    assert Marking.objects.count() == 2
    with pytest.raises(Refusal, match="lifted or replaced already"):
        withholding.lift(by=ours.clerk, at=NOW, marking=opened, reason="Again")


def test_only_whoever_may_withhold_over_the_thing_marks_it(ours: ARound) -> None:
    thing = Thing(of_return=ours.item.of_return)
    with pytest.raises(Refusal, match="You cannot mark"):
        withholding.mark(by=ours.provider, at=NOW, thing=thing, kind="confidential", source="A statute")
    withholding.mark(by=ours.head, at=NOW, thing=thing, kind="confidential", source="A statute")


def test_a_part_that_a_return_does_not_have_is_refused(ours: ARound) -> None:
    with pytest.raises(Refusal, match="not a part of a return"):
        withholding.mark(
            by=ours.clerk,
            at=NOW,
            thing=Thing(of_return=ours.item.of_return, part="doubts"),
            kind="confidential",
            source="A statute",
        )


def test_a_redaction_takes_the_words_out_of_the_restricted_pack_too(ours: ARound) -> None:
    marked(ours)
    ours.submit("40", commentary=SECRET)
    ours.explain()
    ours.sign_off()
    ours.approve()
    ours.finalise()
    build()
    before = RestrictedPack.objects.get()
    assert SECRET in bytes(before.report).decode()
    asked = redactions.ask(by=ours.council.by, at=LATER, of_return=ours.item.of_return, reason="It names a resident")
    second = ours.council.person_with("administrator", "ivy@anytown.example")
    redactions.approve(by=second, at=LATER + timedelta(hours=1), redaction=asked)
    after = RestrictedPack.objects.get()
    assert SECRET not in bytes(after.report).decode()
    assert after.sha256 != before.sha256
    assert all(not bytes(file.content) for file in RestrictedFile.objects.filter(withdrawn_at__isnull=False))
    build()
    assert RestrictedFile.objects.filter(withdrawn_at=None).count() == 3


def build() -> None:
    while run_next(JOBS, lambda: LATER + timedelta(hours=2)):
        pass
