"""The cycle with scripts switched off: every step is a form that is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Page

from goldenthread.access import Actor
from tests.a_round import ARound, open_round
from tests.documents.agreement import text_of_word
from tests.journeys.browsing import Visitor, field, fill, menu, press, says, sign_in
from tests.small_council import NOW, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def a_round(transactional_db: None) -> Iterator[ARound]:
    with time_machine.travel(NOW, tick=True):
        yield open_round()


def test_a_figure_goes_all_the_way_to_the_published_paper_without_scripts(a_round: ARound, visitor: Visitor) -> None:
    def comes_in(person: Actor) -> Page:
        page = visitor(java_script_enabled=False)
        sign_in(page, person.signed_in.email, PASSWORD)
        return page

    provider, head, leader, clerk = map(comes_in, (a_round.provider, a_round.head, a_round.leader, a_round.clerk))

    menu(provider, "My updates")
    provider.get_by_label("Figure for W1").fill("40")
    press(provider, "Save drafts")
    says(provider, "1 draft saved.")
    says(provider, "Off target")
    press(provider, "Submit all that are ready")
    says(provider, "W1: Say what happened and why: it is off target.")
    provider.get_by_label("What happened and why").fill("Crews were short.")
    press(provider, "Submit all that are ready")
    says(provider, "Everything is in")

    menu(head, "Sign-off")
    head.get_by_role("checkbox", name="W1 Household waste recycled").check()
    press(head, "Sign off those I ticked")
    says(head, "Nothing waits for you")

    menu(provider, "Exceptions")
    provider.get_by_role("link", name="W1 Household waste recycled").click()
    for heading in a_round.paper.round.framework.document["exceptions"]["sections"]:
        provider.get_by_label(heading, exact=True).fill(f"{heading}: crews were short.")
    press(provider, "Another action")
    assert provider.get_by_role("group", name="Action 3").is_visible()
    action = provider.get_by_role("group", name="Action 1")
    action.get_by_label("What will be done").fill("Recruit two drivers")
    action.get_by_label("Owner").select_option(label=a_round.head.name)
    action.get_by_label("By").fill("2026-08-31")
    provider.get_by_label("Back on track by").fill("2026-12-31")
    press(provider, "Complete")
    says(provider, "Complete")

    menu(leader, "Leadership Team")
    press(leader, "Approve all 1 listed here")
    press(leader, "Lock")
    says(leader, "Locked")

    menu(clerk, "Reports")
    clerk.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    press(clerk, "Write the text")
    fill(clerk, Agenda_item="7", Report_from="Director of Place", Doc="W1")
    field(clerk, "Members' contact point").fill("Ada Admin")
    press(clerk, "Save the text")
    says(clerk, "The text is saved.")
    clerk.get_by_role("link", name="Read it as the committee will see it").click()
    says(clerk, "This is a draft.")
    says(clerk, "Recruit two drivers")
    clerk.get_by_role("link", name="Back to the paper").click()
    press(clerk, "Mark implications as cleared")
    press(clerk, "Finalise the paper")
    says(clerk, "Its Word, PDF and Excel files are being built.")
    call_command("worker", once=True)
    clerk.get_by_role("link", name="Look again").click()
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="Download as Word").click()
    assert "Recruit two drivers" in text_of_word(download.value.path().read_bytes())
    press(clerk, "Publish with the agenda")
    says(clerk, "The paper is published.")

    member = comes_in(a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body))
    menu(member, "Reports")
    member.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    member.get_by_role("link", name="Read it here").click()
    says(member, "This is what the committee saw")
    says(member, "Recruit two drivers")
