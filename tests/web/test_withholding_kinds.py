"""Each kind of thing is marked on its page, and says so where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from goldenthread.models import AgendaItem, Assessment, BudgetLine, Marking, ServicePlan, TrackedItem
from tests.a_round import LATER, Q1
from tests.a_secret_council import INTEREST, ASecretCouncil, a_secret_council, canary
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(db: None) -> Iterator[ASecretCouncil]:
    with time_machine.travel(LATER, tick=True):
        yield a_secret_council()


@pytest.mark.requirement("SD-12")
def test_every_kind_is_marked_on_a_page_and_listed(ours: ASecretCouncil) -> None:
    assessment, plan = Assessment.objects.get(), ServicePlan.objects.get()
    line, item = BudgetLine.objects.get(code="1001"), AgendaItem.objects.get(number="8")
    tracked = TrackedItem.objects.get(text="Report on the depot")
    door = browser(ours.council.by)
    listed = words(door.get("/withholding/"))
    for address, key, said in (
        (f"assessment={assessment.pk}", f"assessment:{assessment.pk}:", "Assessment of"),
        (f"service_plan={plan.pk}", f"service_plan:{plan.pk}:", "Waste Service Plan 2026/27"),
        (f"line={line.pk}", f"line:{line.pk}:{Q1[1]}", "1001: the explanation to 30 June 2026"),
        ("savings=1", "", "S1: the explanation to 30 June 2026"),
        (f"item={item.pk}", f"item:{item.pk}:title", "Item 9 of Environment Committee, 1 July 2026: the title too"),
        (f"tracked={tracked.pk}", f"tracked:{tracked.pk}:", "“Report on the depot”"),
        ("project=P9", "", "P9: the whole project"),
    ):
        assert said in listed
        page = f"/withholding/mark/?{address}"
        assert "Mark what is not for publication" in words(door.get(page))
        if key:
            before = Marking.objects.count()
            door.post(page, {"what": key, "kind": "exempt", "paragraph": "3", "interest": INTEREST})
            assert Marking.objects.count() == before + 1


def test_of_an_exempt_project_nothing_is_left_but_the_line_that_says_so(ours: ASecretCouncil) -> None:
    auditor = browser(ours.readers["the auditor"])
    answer = auditor.get("/projects/P9/")
    assert answer.status_code == 403
    assert "P9. Not for publication: exempt information about the financial or business affairs" in words(answer)
    assert "P9" not in words(auditor.get("/projects/"))


def test_an_exempt_item_keeps_its_title_and_its_record_has_two_packs(ours: ASecretCouncil) -> None:
    item = AgendaItem.objects.get(number="8")
    auditor, clerk = browser(ours.readers["the auditor"]), browser(ours.integrated.round.clerk)
    page = words(auditor.get(f"/agendas/items/{item.pk}/"))
    assert "8. The waste contract" in page
    assert INTEREST in page
    sheet = f"/agendas/sheets/{item.pk}/decision/"
    assert "Restricted: not for publication" not in words(clerk.get(sheet))
    assert canary("item") not in words(clerk.get(sheet))
    restricted = words(clerk.get(f"{sheet}?pack=restricted"))
    assert "Restricted: not for publication" in restricted
    assert canary("item") in restricted
    assert canary("item") not in words(auditor.get(f"{sheet}?pack=restricted"))


def test_the_public_pack_names_everything_that_it_leaves_out(ours: ASecretCouncil) -> None:
    paper = ours.publish()
    page = words(browser(ours.readers["the auditor"]).get(f"/papers/{paper.pk}/preview/"))
    for named in ("W1, Q1 2026/27", "P1, update", "risk R1", "project P9", "what was asked on 1 July 2026"):
        assert f"{named} (Exempt, paragraph 3)" in page
