"""Wards in the browser: set up, entered by hand or from a file, and shown on the measure's page."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.actions import people, wards
from goldenthread.models import Ward, WardFigure, WardSeat
from tests.a_round import ARound
from tests.small_council import NOW, START
from tests.web.signed_in import browser, words

FIGURES = b"ref,period,ward,value,too small to publish\nW1,Q1 2026/27,Abbey,61,\nW1,Q1 2026/27,CASTLE,,yes\n"


@pytest.fixture
def split(a_round: ARound) -> ARound:
    """The round, with three wards."""
    for name in ("Abbey", "Castle", "Park"):
        wards.add_ward(by=a_round.council.by, at=NOW, code=name.upper(), name=name, starts=START)
    return a_round


def test_a_ward_is_added_with_its_councillor_and_ended(a_round: ARound) -> None:
    team = browser(a_round.council.by)
    assert "No wards yet" in words(team.get("/set-up/wards/"))
    began = {"starts_day": "1", "starts_month": "4", "starts_year": "2024"}
    team.post("/set-up/wards/add/", {"code": "ABBEY", "name": "Abbey", "kind": "ward", **began})
    ward = Ward.objects.get()
    moe = people.add_person(by=a_round.council.by, at=NOW, name="Cllr Moe", email="", is_member=True)
    team.post(f"/set-up/wards/{ward.pk}/seat/", {"person": moe.pk, **began})
    assert "Cllr Moe" in words(team.get("/set-up/wards/"))
    ended = {"last_day_day": "30", "last_day_month": "6", "last_day_year": "2026"}
    team.post(f"/set-up/seats/{WardSeat.objects.get().pk}/end/", ended)
    team.post(f"/set-up/wards/{ward.pk}/end/", ended)
    assert Ward.objects.get().ends == date(2026, 6, 30)
    assert "Ended" in words(team.get("/set-up/wards/"))


@pytest.mark.requirement("GA-15")
def test_a_figure_is_split_in_a_grid_and_shown_on_the_measure_s_page(split: ARound) -> None:
    split.submit("51.0")
    provider = browser(split.provider)
    item, address = split.item.pk, f"/returns/{split.item.of_return_id}/wards/"
    assert "Split this figure among the wards" in words(provider.get(f"/updates/{item}/"))
    abbey, castle, park = Ward.objects.order_by("name")
    typed = {f"value_{abbey.pk}": "61", f"value_{castle.pk}": "nonsense", f"hidden_{park.pk}": "on"}
    refused = provider.post(address, typed)
    assert refused.status_code == 422
    assert "is not a number" in words(refused)
    provider.post(address, typed | {f"value_{castle.pk}": "44"})
    page = words(provider.get("/measures/W1/"))
    assert "By ward" in page
    assert "Abbey 61.0%" in page
    assert "Park Too few to publish" in page
    assert "Castle Too few to publish" in page
    assert "The whole council 51.0%" in page


def test_only_who_enters_the_return_may_split_it(split: ARound) -> None:
    address = f"/returns/{split.item.of_return_id}/wards/"
    assert browser(split.leader).get(address).status_code == 403
    assert browser(split.provider).get("/returns/9999/wards/").status_code == 404


def test_what_was_known_on_an_earlier_day_has_the_split_of_that_day(split: ARound) -> None:
    assert "By ward" not in words(browser(split.provider).get("/measures/W1/?as_at=2026-07-01"))


@pytest.mark.requirement("GA-15")
def test_figures_by_ward_come_from_a_file(split: ARound) -> None:
    provider = browser(split.provider)
    address = "/set-up/files/ward-figures/"
    preview = provider.post(address, {"file": SimpleUploadedFile("wards.csv", FIGURES)})
    assert "W1 Q1 2026/27, Abbey" in words(preview)
    assert not WardFigure.objects.exists()
    provider.post(address, {"name": "wards.csv", "content": b64encode(FIGURES).decode()})
    kept = WardFigure.objects.order_by("ward__name").values_list("ward__name", "value", "hidden")
    assert list(kept) == [("Abbey", Decimal(61), False), ("Castle", None, True)]


def test_wards_come_from_a_file_and_the_same_file_twice_adds_nothing(a_round: ARound) -> None:
    team = browser(a_round.council.by)
    content = b"code,name,kind,from\nABBEY,Abbey,,2024-04-01\nEAST,The East,locality,1/4/2024\n"
    for _ in range(2):
        team.post("/set-up/files/wards/", {"name": "wards.csv", "content": b64encode(content).decode()})
    assert list(Ward.objects.values_list("name", "kind")) == [("The East", "locality"), ("Abbey", "ward")]
