"""Two people on one row at the same moment: nobody's words are lost, and nothing happens twice or by halves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.access import Actor
from goldenthread.actions import outbox, papers, returns, signing
from goldenthread.actions.returns import Conflict, Seen
from goldenthread.models import DueItem, Judgement, Paper, Publication, ReturnDraft, ReturnVersion
from goldenthread.models.outbox import OutboxItem
from goldenthread.rules.entries import Entry
from goldenthread.rules.refusals import Refusal
from tests.a_round import HEADER, LATER, ARound, open_round
from tests.concurrency.together import together
from tests.small_council import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def a_round(transactional_db: None) -> ARound:
    return open_round()


@pytest.fixture
def colleague(a_round: ARound) -> Actor:
    return a_round.council.person_with("data_provider", "dan@anytown.example", service=a_round.council.service)


def _one_and_other(outcomes: list[Any], kind: type[Exception]) -> tuple[Any, Any]:
    """What went through, and what was refused; fails unless it is one of each."""
    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert len(refused) == 1, outcomes
    assert isinstance(refused[0], kind), refused[0]
    return next(each for each in outcomes if each is not refused[0]), refused[0]


def _draft(by: Actor, item: DueItem, words: str) -> Callable[[], ReturnDraft]:
    return lambda: returns.save_draft(by=by, at=NOW, item=item, content={"commentary": words}, seen=Seen())


def _submit(by: Actor, item: DueItem, value: str, words: str) -> Callable[[], ReturnVersion]:
    entry = Entry(value=Decimal(value), commentary=words)
    return lambda: returns.submit(by=by, at=NOW, item=item, entry=entry, seen=Seen())


def test_of_two_drafts_saved_at_once_one_is_kept_and_shown_to_the_other(a_round: ARound, colleague: Actor) -> None:
    words = {a_round.provider.name: "The contractor was late.", colleague.name: "The weather was wet."}
    outcomes = together(*(_draft(by, a_round.item, words[by.name]) for by in (a_round.provider, colleague)))
    kept, refused = _one_and_other(outcomes, Conflict)
    assert refused.theirs["commentary"] == words[refused.who] == kept.content["commentary"]

    both = " ".join(words.values())
    other = colleague if refused.who == a_round.provider.name else a_round.provider
    returns.save_draft(by=other, at=NOW, item=a_round.item, content={"commentary": both}, seen=refused.seen)
    assert ReturnDraft.objects.get().content["commentary"] == both


def test_of_two_figures_submitted_at_once_one_stands_and_is_shown_to_the_other(
    a_round: ARound, colleague: Actor
) -> None:
    outcomes = together(
        _submit(a_round.provider, a_round.item, "51.0", "From the weighbridge."),
        _submit(colleague, a_round.item, "52.0", "From the contractor."),
    )
    stands, refused = _one_and_other(outcomes, Conflict)
    assert ReturnVersion.objects.filter(origin="submission").count() == 1
    assert refused.theirs["commentary"] == stands.commentary
    assert Decimal(refused.theirs["value"]) == stands.value


def test_a_draft_and_a_figure_at_once_leave_both_texts_to_be_read(a_round: ARound, colleague: Actor) -> None:
    outcomes = together(
        _draft(a_round.provider, a_round.item, "The contractor was late."),
        _submit(colleague, a_round.item, "52.0", "The weather was wet."),
    )
    stands, refused = _one_and_other(outcomes, Conflict)
    kept = stands.commentary if isinstance(stands, ReturnVersion) else stands.content["commentary"]
    assert refused.theirs["commentary"] == kept


def test_a_return_is_signed_off_once_when_two_heads_press_at_once(a_round: ARound) -> None:
    deputy = a_round.council.person_with("head_of_service", "hope@anytown.example", service=a_round.council.service)
    a_round.submit()
    a_round.item.refresh_from_db()
    shown = {a_round.item.pk: a_round.item.revision}
    outcomes = together(
        *(
            lambda by=by: signing.sign_off(by=by, at=LATER, items=[a_round.item], revisions=shown)
            for by in (a_round.head, deputy)
        )
    )
    _one_and_other(outcomes, Refusal)
    assert Judgement.objects.current().count() == 1
    assert a_round.item.events.filter(verb="sign_off").count() == 1


@pytest.mark.past_the_door("no action leaves work without the records that it is about")
def test_two_workers_never_take_the_same_work(transactional_db: None) -> None:
    for number in range(8):
        OutboxItem.objects.create(kind="letter", payload={"to": number}, created_at=NOW)

    def take_all() -> list[int]:
        taken = []
        while (item := outbox.claim(at=NOW)) is not None:
            taken.append(item.pk)
        return taken

    first, second = together(take_all, take_all)
    assert not set(first) & set(second)
    assert len(first) + len(second) == 8


@pytest.mark.parametrize("attempt", range(3))
def test_an_edit_at_the_moment_of_finalising_is_in_the_paper_or_beside_it_never_half(
    a_round: ARound, attempt: int
) -> None:
    a_round.submit("51.0")
    a_round.sign_off()
    a_round.approve()
    papers.lock(by=a_round.leader, at=LATER, paper=a_round.paper)
    papers.write(by=a_round.clerk, at=LATER, paper=a_round.paper, texts=HEADER)
    papers.clear(by=a_round.clerk, at=LATER, paper=a_round.paper)
    late = datetime(2026, 7, 20, 9, 30, tzinfo=UTC)
    edit = Entry(value=Decimal("52.0"))

    finalised, edited = together(
        lambda: papers.finalise(by=a_round.clerk, at=late, paper=a_round.paper),
        lambda: returns.submit(
            by=a_round.provider, at=late, item=a_round.item, entry=edit, reason="One load was missing."
        ),
    )
    paper, version = Paper.objects.get(), ReturnVersion.objects.filter(of_return=a_round.item.place).current().get()
    item = DueItem.objects.get(pk=a_round.item.pk)
    if isinstance(finalised, Publication):
        printed = json.dumps(json.loads(bytes(finalised.report)))
        assert "51.0%" in printed
        assert "52.0%" not in printed
        assert finalised.printed.get(of_return=item.place).version_number == 1
        assert (version.origin, item.state) == ("revision", "approved"), edited
        assert paper.locked_at is not None
    else:
        assert isinstance(finalised, Refusal), finalised
        assert (version.origin, item.state) == ("submission", "submitted")
        assert paper.state == "cleared"
        assert paper.locked_at is None
