"""My updates: a data officer enters figures, and nothing that anybody typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import measures, signing
from goldenthread.models import DueItem, ReturnDraft, ReturnVersion
from tests.a_round import LATER, ARound
from tests.web.fifty import fifty
from tests.web.signed_in import browser, fields, words


def _row(a_round: ARound, **typed: str) -> dict[str, Any]:
    """The grid as the browser shows it, with something typed into its row."""
    shown = fields(browser(a_round.provider).get("/updates/"))
    return {**shown, **{f"i{a_round.item.pk}-{name}": text for name, text in typed.items()}}


def test_shows_the_last_value_the_target_and_the_same_period_last_year(a_round: ARound) -> None:
    page = words(browser(a_round.provider).get("/updates/"))
    assert "W1 Household waste recycled" in page
    for expected in ("46.9%", "48.2%", "50.5%", "Q4 2025/26"):
        assert expected in page


def test_keeps_a_draft_and_then_says_what_it_would_mean(a_round: ARound) -> None:
    client = browser(a_round.provider)
    done = client.post("/updates/", _row(a_round, value="47", do="save") | {"do": "save"}, follow=True)
    page = words(done)
    assert "1 draft saved." in page
    assert "47% is 3.5 points below the target of 50.5%" in page
    assert "Say what happened and why" in page
    assert DueItem.objects.get().state == "entered"


def test_submits_what_is_ready(a_round: ARound) -> None:
    done = browser(a_round.provider).post("/updates/", _row(a_round, value="51.2") | {"do": "submit"}, follow=True)
    assert "1 return submitted." in words(done)
    assert "Everything is in" in words(done)
    assert str(ReturnVersion.objects.current().get(of_return=a_round.item.place).value) == "51.2"


def test_says_what_a_row_still_needs_and_keeps_it_as_a_draft(a_round: ARound) -> None:
    done = browser(a_round.provider).post("/updates/", _row(a_round, value="40") | {"do": "submit"})
    assert done.status_code == 400
    assert "W1: Say what happened and why: it is off target." in words(done)
    assert fields(done)[f"i{a_round.item.pk}-value"] == ["40"]
    assert ReturnDraft.objects.get().content["value"] == "40"


def test_asks_about_an_odd_figure_and_keeps_the_answer(a_round: ARound) -> None:
    client = browser(a_round.provider)
    asked = client.post("/updates/", _row(a_round, value="512") | {"do": "submit"})
    assert "not between 0% and 100%" in words(asked)
    again = fields(asked)
    for name in again:
        if "-answer-" in name:
            again[name] = ["Yes: checked"]
    done = client.post("/updates/", again | {"do": "submit"}, follow=True)
    assert "1 return submitted." in words(done)
    kept = ReturnVersion.objects.current().get(of_return=a_round.item.place)
    assert {"code": "percent_out_of_range", "answer": "Yes: checked"} in kept.doubts


def test_refuses_what_is_not_a_number_in_words_and_keeps_it(a_round: ARound) -> None:
    done = browser(a_round.provider).post("/updates/", _row(a_round, value="about 50") | {"do": "submit"})
    assert '"about 50" is not a number' in words(done)
    assert fields(done)[f"i{a_round.item.pk}-value"] == ["about 50"]


def test_takes_a_reason_with_a_day_instead_of_a_figure(a_round: ARound) -> None:
    made_up = browser(a_round.provider).post(
        "/updates/", _row(a_round, absence="holiday") | {"do": "save"}, follow=True
    )
    assert "Choose one of the reasons listed." in words(made_up)
    typed = _row(a_round, absence="awaiting_data", available_from="2026-11-14") | {"do": "submit"}
    done = browser(a_round.provider).post("/updates/", typed, follow=True)
    assert "1 return submitted." in words(done)
    chase = words(browser(a_round.council.by).get("/completeness/"))
    assert "Nobody is late" in chase


def test_loses_neither_text_when_two_people_write(a_round: ARound) -> None:
    mine = _row(a_round, value="51", commentary="Mine") | {"do": "save"}
    theirs = _row(a_round, value="52", commentary="Theirs") | {"do": "save"}
    browser(a_round.head).post("/updates/", theirs)
    done = browser(a_round.provider).post("/updates/", mine)
    page = words(done)
    assert "Hal saved this while you were writing" in page
    assert "Theirs" in page
    assert fields(done)[f"i{a_round.item.pk}-commentary"] == ["Mine"]
    again = browser(a_round.provider).post("/updates/", fields(done) | {"do": "save"}, follow=True)
    assert "1 draft saved." in words(again)
    assert ReturnDraft.objects.get().content["commentary"] == "Mine"


def test_leaves_rows_alone_that_nobody_touched(a_round: ARound) -> None:
    client = browser(a_round.provider)
    client.post("/updates/", _row(a_round, value="51") | {"do": "save"})
    untouched = _row(a_round) | {"do": "save"}
    done = client.post("/updates/", untouched, follow=True)
    assert "There was nothing to save" in words(done)
    assert ReturnDraft.objects.get().revision == 1


def test_says_what_a_figure_means_while_it_is_typed_without_keeping_it(a_round: ARound) -> None:
    client = browser(a_round.provider)
    typed = _row(a_round, value="47")
    page = words(client.post(f"/updates/preview/{a_round.item.pk}/", typed))
    assert "Near target" in page
    assert not ReturnDraft.objects.exists()


def test_shows_the_note_with_which_a_return_came_back(a_round: ARound) -> None:
    a_round.submit()
    signing.send_back(by=a_round.head, at=LATER, item=a_round.item, note="Is May in this?")
    page = words(browser(a_round.provider).get("/updates/"))
    assert "Hal: Is May in this?" in page


def test_says_that_changing_an_approved_figure_reopens_it(a_round: ARound) -> None:
    a_round.submit()
    a_round.sign_off()
    a_round.approve()
    client = browser(a_round.provider)
    address = f"/updates/{a_round.item.pk}/"
    page = client.get(address)
    assert "Changing it means that it has to be done again" in words(page)
    client.post(address, fields(page) | {f"i{a_round.item.pk}-value": "51.5", "do": "submit"})
    assert DueItem.objects.get().state == "submitted"


def test_asks_for_the_reason_of_a_revision_and_marks_it_changed_since_reported(a_round: ARound) -> None:
    a_round.to_paper("51.0")
    client = browser(a_round.provider)
    address = f"/updates/{a_round.item.pk}/"
    typed = fields(client.get(address)) | {f"i{a_round.item.pk}-value": "51.6", "do": "submit"}
    assert "Say why the figure changes" in words(client.post(address, typed))
    client.post(address, typed | {"reason": "Late tonnages from the contractor"})
    assert "Changed since reported" in words(client.get(address))


def test_hides_a_return_from_whoever_may_not_enter_it(a_round: ARound) -> None:
    assert "No return of yours is due" in words(browser(a_round.leader).get("/updates/"))
    assert browser(a_round.leader).get(f"/updates/{a_round.item.pk}/").status_code == 404


@pytest.mark.requirement("NH-21")
def test_lists_a_suspended_measure_with_its_reason_instead_of_asking_for_it(a_round: ARound) -> None:
    council = a_round.council
    measures.suspend(
        by=council.by,
        at=LATER,
        measure=council.measure,
        effective_from=LATER.date().replace(day=1),
        reason="New contract",
    )
    page = words(browser(a_round.provider).get("/updates/"))
    assert "Suspended" in page
    assert "New contract" in page


@pytest.mark.slow
def test_shows_and_submits_fifty_rows(a_round: ARound) -> None:
    items = fifty(a_round)
    client = browser(a_round.provider)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/updates/")
    assert len(queries) <= 25
    typed = fields(page) | {f"i{item.pk}-value": "51.5" for item in items}
    done = client.post("/updates/", typed | {"do": "submit"}, follow=True)
    assert "50 returns submitted." in words(done)
