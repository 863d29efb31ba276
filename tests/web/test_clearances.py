"""Officers clear the implications of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from goldenthread.access import Actor, actor_for
from goldenthread.actions import clearances, frameworks, organisation, papers, people, withholding
from goldenthread.imports import framework_files
from goldenthread.models import Clearance, Paper, PostHolding
from goldenthread.reports.clearances import lines_of
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.refusals import Refusal
from tests.a_round import HEADER, ARound, open_round
from tests.small_council import NOW, PASSWORD, START, TODAY, SmallCouncil, build
from tests.web.signed_in import browser, fields, words

pytestmark = pytest.mark.django_db
NAME = "south-derbyshire-2024"
MONEY, LAW = "Financial implications", "Legal implications"
COST = "The agency crews cost £40,000, which the service's own budget bears."


@dataclass(frozen=True)
class ToClear:
    """A round whose paper has a text for the finance partner and one for whoever is Monitoring Officer."""

    round: ARound
    finance: Actor
    monitoring: Actor

    @property
    def paper(self) -> Paper:
        return self.round.paper

    @property
    def address(self) -> str:
        return f"/papers/{self.paper.pk}/clearances/"

    def write(self, **texts: str) -> None:
        papers.write(by=self.round.clerk, at=NOW, paper=self.paper, texts={**HEADER, MONEY: COST, **texts})

    def clear(self, by: Actor, heading: str) -> None:
        text = next(line.text for line in lines_of(self.paper) if line.heading == heading)
        clearances.clear(by=by, at=NOW, paper=self.paper, heading=heading, seen=text)


@pytest.fixture
def to_clear(db: None) -> Iterator[ToClear]:
    with time_machine.travel(NOW, tick=True):
        yield _a_paper_to_clear()


def _a_paper_to_clear() -> ToClear:
    council = build()
    source = framework_files.source(NAME)
    source = source.replace("cleared_by: Section 151 Officer", "cleared_by: finance partner")
    frameworks.adopt(by=council.by, at=NOW, framework=parse(source, NAME), source=source, effective_from=START)
    return ToClear(
        open_round(council), council.person_with("finance_partner", "fay@anytown.example"), _monitoring(council)
    )


def _monitoring(council: SmallCouncil) -> Actor:
    """Somebody without any role who holds the post."""
    person = people.add_person(by=council.by, at=NOW, name="Mo Officer", email="mo@anytown.example")
    user = people.give_account(by=council.by, at=NOW, person=person, email="mo@anytown.example", password=PASSWORD)
    post = organisation.add_post(
        by=council.by, at=NOW, title="Monitoring Officer", directorate=council.directorate, is_senior=True
    )
    organisation.fill_post(by=council.by, at=NOW, post=post, person=person, starts=START)
    return actor_for(user, TODAY)


def _press(door: Client, address: str, button: str, note: str = "", number: int = 0) -> str:
    """What the page says after somebody presses a button under a text, by the number of the text."""
    sent = {name: values[0] for name, values in fields(door.get(address)).items() if name.startswith(f"{number}-")}
    sent |= {f"{number}-note": note, button: "1"}
    return words(door.post(address, sent, follow=True))


def test_an_officer_finds_what_to_clear_in_the_list_of_things_to_do_once_it_is_written(to_clear: ToClear) -> None:
    door = browser(to_clear.finance)
    assert "Clear the text" not in words(door.get("/to-do/"))
    to_clear.write()
    listed = words(door.get("/to-do/"))
    assert "Clear the text of the paper for Environment Committee, 8 September 2026 Financial implications" in listed
    assert "28 August 2026" in listed  # the day of the dispatch


def test_whoever_holds_the_post_clears_without_any_role(to_clear: ToClear) -> None:
    to_clear.write()
    door = browser(to_clear.monitoring)
    assert "Clear the text of the paper" in words(door.get("/to-do/"))
    assert "Cleared: Legal implications." in _press(door, to_clear.address, "clear", number=1)
    assert "Clear the text of the paper" not in words(door.get("/to-do/"))


def test_an_officer_clears_what_is_theirs_alone(to_clear: ToClear) -> None:
    to_clear.write()
    page = browser(to_clear.finance).get(to_clear.address)
    assert COST in words(page)
    assert "0-seen" in fields(page)
    assert "1-seen" not in fields(page)
    with pytest.raises(Refusal, match="is cleared by the Monitoring Officer"):
        to_clear.clear(to_clear.finance, LAW)


def test_whoever_has_nothing_to_do_with_a_paper_does_not_learn_of_it(to_clear: ToClear) -> None:
    assert browser(to_clear.round.provider).get(to_clear.address).status_code == 404


def test_a_text_sent_back_says_to_its_authors_what_has_to_change(to_clear: ToClear) -> None:
    to_clear.write()
    said = _press(browser(to_clear.finance), to_clear.address, "send_back", note="Say which reserve pays.")
    assert "Sent back: Financial implications." in said
    paper = words(browser(to_clear.round.clerk).get(f"/papers/{to_clear.paper.pk}/"))
    assert "Not cleared yet: 2" in paper
    assert "Say which reserve pays." in words(browser(to_clear.round.clerk).get(to_clear.address))
    assert "Clear the text" not in words(browser(to_clear.finance).get("/to-do/"))


def test_a_text_cannot_be_sent_back_without_saying_why(to_clear: ToClear) -> None:
    to_clear.write()
    assert "Say what has to change" in _press(browser(to_clear.finance), to_clear.address, "send_back")
    assert not Clearance.objects.exists()


def test_an_edit_reopens_a_clearance_and_shows_both_texts_beside_each_other(to_clear: ToClear) -> None:
    to_clear.write()
    to_clear.clear(to_clear.finance, MONEY)
    to_clear.write(**{MONEY: "The agency crews cost £60,000."})
    door = browser(to_clear.finance)
    assert "Clear the text of the paper" in words(door.get("/to-do/"))
    page = words(door.get(to_clear.address))
    assert "Changed since it was looked at" in page
    assert COST in page
    assert "The agency crews cost £60,000." in page


def test_a_text_that_changes_while_it_is_read_is_not_cleared(to_clear: ToClear) -> None:
    to_clear.write()
    door = browser(to_clear.finance)
    sent = {name: values[0] for name, values in fields(door.get(to_clear.address)).items()}
    to_clear.write(**{MONEY: "The agency crews cost £60,000."})
    answer = door.post(to_clear.address, {**sent, "clear": "1"})
    assert "was changed while you were reading" in words(answer)
    assert not Clearance.objects.exists()


def test_the_implications_are_not_cleared_while_an_officer_has_not_said_so(to_clear: ToClear) -> None:
    to_clear.write()
    to_clear.clear(to_clear.finance, MONEY)
    clerk = browser(to_clear.round.clerk)
    said = words(clerk.post(f"/papers/{to_clear.paper.pk}/clear/", follow=True))
    assert "“Legal implications” is not cleared by the Monitoring Officer yet" in said
    assert "Not cleared yet: 1" in said


def test_the_paper_prints_who_cleared_what_and_when(to_clear: ToClear) -> None:
    a_round = to_clear.round
    to_clear.write()
    to_clear.clear(to_clear.finance, MONEY)
    to_clear.clear(to_clear.monitoring, LAW)
    a_round.submit()
    a_round.sign_off()
    a_round.approve()
    publication = a_round.finalise(at=NOW + timedelta(days=1), header={})
    printed = bytes(publication.report).decode()
    assert "Cleared by the finance partner, 8 July 2026." in printed
    assert "Cleared by the Monitoring Officer (Mo Officer), 8 July 2026." in printed


def test_a_council_whose_framework_names_nobody_clears_as_before(a_round: ARound) -> None:
    page = words(browser(a_round.clerk).get(f"/papers/{a_round.paper.pk}/clearances/"))
    assert "Nobody has to clear anything" in page
    papers.clear(by=a_round.clerk, at=NOW, paper=a_round.paper)


def test_a_text_that_is_withheld_is_read_by_whoever_clears_it_and_not_by_others(to_clear: ToClear) -> None:
    to_clear.write()
    withholding.mark(
        by=to_clear.round.clerk, at=NOW, thing=withholding.Thing(paper=to_clear.paper, part=MONEY), kind="exempt",
        paragraph=3, interest="It would weaken the council's hand in the contract.", source="",
    )  # fmt: skip
    auditor = to_clear.round.council.person_with("auditor", "aud@anytown.example")
    assert COST not in words(browser(auditor).get(to_clear.address))
    assert COST in words(browser(to_clear.finance).get(to_clear.address))
    assert COST not in words(browser(to_clear.monitoring).get(to_clear.address))


def test_an_office_that_nobody_holds_is_named_with_what_to_do(to_clear: ToClear) -> None:
    to_clear.write()
    held = PostHolding.objects.get(post__title="Monitoring Officer")
    organisation.vacate_post(by=to_clear.round.council.by, at=NOW, holding=held, last_day=date(2025, 1, 1))
    clerk = browser(to_clear.round.clerk)
    said = words(clerk.get(to_clear.address))
    assert "It waits for the Monitoring Officer, and nobody here is. Under Set up, Posts, add that post" in said
    refused = words(clerk.post(f"/papers/{to_clear.paper.pk}/clear/", follow=True))
    assert "“Legal implications” is cleared by the Monitoring Officer, and nobody here is." in refused
