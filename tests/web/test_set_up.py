"""Set-up through the browser's eyes: a real council starts, by the right roles, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.actions import council, governance, links, organisation, people
from goldenthread.imports.kinds import FILE_KINDS
from goldenthread.models import (
    Body,
    Council,
    Directorate,
    Link,
    Measure,
    Meeting,
    Person,
    Plan,
    PlanElement,
    RoleAssignment,
    Service,
    Target,
)
from goldenthread.rules.periods import period_containing
from goldenthread.web import set_up_urls
from tests.small_council import NOW, SmallCouncil, build, found


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


@pytest.fixture
def admin(anytown: SmallCouncil, client: Client) -> Client:
    client.force_login(anytown.user)
    return client


def day(name: str, when: date) -> dict[str, int]:
    """The three boxes of a date."""
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


class Page(Protocol):
    """What a client gets back."""

    @property
    def content(self) -> bytes: ...
    @property
    def status_code(self) -> int: ...


def words(response: Page) -> str:
    """What a reader reads."""
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def post(client: Client, page: str, /, *args: Any, **fields: Any) -> Page:
    """Send a form, and follow where it leads."""
    return client.post(reverse(page, args=args), fields, follow=True)


START = date(2024, 4, 1)


def test_an_empty_council_is_led_from_step_to_step(db: None, client: Client) -> None:
    client.force_login(found().signed_in)
    page = words(client.get(reverse("set-up")))
    assert "Next: services and people." in page
    post(client, "set-up-directorate-add", code="PLACE", name="Place", **day("starts", START))
    place = Directorate.objects.get().pk
    post(client, "set-up-service-add", code="WASTE", name="Waste", directorate=place, **day("starts", START))
    service = Service.objects.get(code="WASTE")
    post(client, "set-up-person-add", name="Priya Patel", email="priya@anytown.example")
    priya = Person.objects.get(name="Priya Patel")
    post(client, "set-up-person-account", priya.pk, email=priya.email, password="a long enough phrase")
    post(client, "set-up-person-role", priya.pk, role="head_of_service", service=service.pk, **day("starts", START))
    assert "Next: plan." in words(client.get(reverse("set-up")))

    post(client, "set-up-plan-add", title="Council Plan", **day("starts", START), **day("ends", date(2028, 3, 31)))
    plan = Plan.objects.get().pk
    post(client, "set-up-element-add", plan, level="priority", code="1", title="Cleaner")
    priority = PlanElement.objects.get(code="1")
    post(client, "set-up-element-add", plan, level="key-aim", code="1.1", title="Recycle more", parent=priority.pk)
    assert "Next: measures and targets." in words(client.get(reverse("set-up")))

    post(
        client,
        "set-up-measure-add",
        ref="W1",
        title="Household waste recycled",
        service=service.pk,
        polarity="high",
        unit="%",
        decimals=1,
        frequency="quarter",
        calendar="financial",
        accumulation="period",
        kind="performance",
        level="strategic",
        control="control",
        state="live",
        **day("effective_from", START),
    )
    measure = Measure.objects.get(ref="W1")
    post(client, "set-up-measure-targets", measure.pk, **{f"target_{_quarter()}": "50.5%"})
    aim = PlanElement.objects.get(code="1.1")
    post(client, "set-up-measure-link", measure.pk, serves=aim.pk, role="primary", **day("starts", START))
    assert Link.objects.get().serves == aim
    assert "Next: committees and meetings." in words(client.get(reverse("set-up")))

    post(client, "set-up-committee-add", code="ENV", name="Environment", kind="committee", **day("starts", START))
    body = Body.objects.get(code="ENV")
    post(client, "set-up-meeting-add", body.pk, place="Town Hall", **day("day", date(2099, 9, 10)))
    assert Meeting.objects.get().place == "Town Hall"
    assert "Next: open a round." in words(client.get(reverse("set-up")))


def _quarter() -> str:
    """The present quarter as the grid names it."""
    period = period_containing(timezone.localdate(), "quarter", "financial")
    return f"{period.start}_{period.end}"


def test_a_refusal_is_shown_and_what_was_typed_is_kept(admin: Client, anytown: SmallCouncil) -> None:
    response = post(
        admin,
        "set-up-service-add",
        code="WASTE",
        name="Typed by hand",
        directorate=anytown.directorate.pk,
        **day("starts", START),
    )
    assert response.status_code == 422
    assert "There is already a service with the code WASTE." in words(response)
    assert 'value="Typed by hand"' in response.content.decode()


def test_a_date_that_is_none_is_explained(admin: Client, anytown: SmallCouncil) -> None:
    fields = {"starts_day": "31", "starts_month": "2", "starts_year": "2026"}
    response = post(admin, "set-up-portfolio-add", name="Climate", **fields)
    assert "31 2 2026 is not a date." in words(response)
    assert 'value="31"' in response.content.decode()


def test_a_service_renamed_from_a_day_on_shows_both_names(admin: Client, anytown: SmallCouncil) -> None:
    response = post(
        admin,
        "set-up-service-rename",
        anytown.service.pk,
        name="Clean Streets",
        **day("effective_from", date(2099, 1, 1)),
    )
    assert "WASTE is called Clean Streets from then on." in words(response)
    assert "“Clean Streets” from 1 Jan 2099" in words(response)
    assert "Waste and Recycling" in words(response)


def test_a_role_ends_on_its_last_day_and_is_shown_as_ended(admin: Client, anytown: SmallCouncil) -> None:
    post(admin, "set-up-person-add", name="Priya Patel")
    pk = Person.objects.get(name="Priya Patel").pk
    post(admin, "set-up-person-role", pk, role="auditor", **day("starts", START))
    role = RoleAssignment.objects.get(role="auditor")
    response = post(admin, "set-up-role-end", role.pk, **day("last_day", date(2025, 3, 31)))
    assert "Internal auditor The whole council 1 Apr 2024 31 Mar 2025 Ended" in words(response)


def test_a_grid_of_targets_asks_why_one_changes(admin: Client, anytown: SmallCouncil) -> None:
    address = reverse("set-up-measure-targets", args=[anytown.measure.pk]) + "?year=2026-04-01"
    grid = {"target_2026-04-01_2026-06-30": "48", "target_2026-07-01_2026-09-30": "51"}
    response = admin.post(address, grid)
    assert response.status_code == 422
    assert "Say why a target that was already set changes" in words(response)
    admin.post(address, {**grid, "reason": "Agreed by the committee."})
    assert sorted(str(row.target) for row in Target.objects.current()) == ["48", "51"]
    shown = admin.get(reverse("set-up-measure", args=[anytown.measure.pk]))
    assert shown.status_code == 200


def test_a_figure_that_is_none_is_explained_in_its_cell(admin: Client, anytown: SmallCouncil) -> None:
    address = reverse("set-up-measure-targets", args=[anytown.measure.pk]) + "?year=2026-04-01"
    response = admin.post(address, {"target_2026-07-01_2026-09-30": "about 51"})
    assert "is not a number. Type digits only" in words(response)


def test_the_councils_name_changes_in_the_header(admin: Client, anytown: SmallCouncil) -> None:
    response = post(admin, "set-up-council", name="Anytown Borough", colour="#5a2d81")
    assert Council.objects.get().colour == "#5a2d81"
    assert "Anytown Borough" in words(response)


def test_a_measure_is_suspended_with_its_reason(admin: Client, anytown: SmallCouncil) -> None:
    response = post(
        admin,
        "set-up-measure-standing",
        anytown.measure.pk,
        "suspend",
        reason="New collection rounds.",
        **day("effective_from", date(2026, 1, 1)),
    )
    assert "Suspended. New collection rounds." in words(response)


# Files ----------------------------------------------------------------------------------------------------------------

SERVICES = b"directorate code,directorate,service code,service,starts\nPLACE,Place,PARKS,Parks,2024-04-01\n"


def test_a_file_is_previewed_then_loaded(admin: Client, anytown: SmallCouncil) -> None:
    file = SimpleUploadedFile("services.csv", SERVICES)
    preview = post(admin, "set-up-file", "services", file=file)
    assert "It adds 1, changes 0 and leaves 0 as they are." in words(preview)
    assert not Service.objects.filter(code="PARKS").exists()
    hidden = dict(re.findall(r'name="(name|content)" value="([^"]+)"', preview.content.decode()))
    loaded = post(admin, "set-up-file", "services", **hidden)
    assert "services.csv loaded: 1 added, 0 changed, 0 were there already." in words(loaded)
    assert Service.objects.filter(code="PARKS").exists()


def test_a_file_with_a_mistake_names_its_row_and_loads_nothing(admin: Client, anytown: SmallCouncil) -> None:
    file = SimpleUploadedFile("services.csv", SERVICES + b"PLACE,Place,BINS,Bins,soon\n")
    response = post(admin, "set-up-file", "services", file=file)
    assert "1 row cannot be loaded, so nothing is." in words(response)
    assert "3 starts “soon” is not a date." in words(response)
    assert 'name="content"' not in response.content.decode()


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_template_can_be_downloaded(admin: Client, kind: str) -> None:
    response = admin.get(reverse("set-up-file-template", args=[kind]))
    assert response["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    assert response.content.decode("utf-8-sig").startswith(FILE_KINDS[kind].columns[0].heading)


# Who may --------------------------------------------------------------------------------------------------------------

_OPEN_TO: dict[str, tuple[str, ...]] = {
    "manage_people": ("directorate", "service", "post", "person", "people", "role", "line"),
    "manage_governance": ("committee", "meeting", "closure", "portfolio"),
    "manage_plan": ("plan", "element", "link"),
    "manage_measures": ("measure",),
    "manage_site": ("council", "text", "framework"),
}
_ROLES = {
    "administrator": ("manage_people", "manage_governance", "manage_site"),
    "performance_team": ("manage_people", "manage_governance", "manage_plan", "manage_measures"),
    "committee_clerk": ("manage_governance",),
    "head_of_service": (),
    "auditor": (),
    "member": (),
}


def _pages() -> list[tuple[str, str]]:
    """Every page of set-up that changes or lists one kind of thing, with the permission it needs."""
    beside = {
        "set-up", "set-up-file", "set-up-file-template", "set-up-measures", "set-up-measure",
        "set-up-committee-look-drop",
    }  # fmt: skip
    names = [str(entry.name) for entry in set_up_urls.urlpatterns if entry.name not in beside]
    return [(name, "manage_plan" if name == "set-up-measure-link" else _permission(name)) for name in names]


def _permission(name: str) -> str:
    thing = name.split("-")[2]
    return next(needed for needed, things in _OPEN_TO.items() if thing in things or thing.rstrip("s") in things)


def _address(name: str, pks: dict[str, int]) -> str:
    about = name.removeprefix("set-up-")
    takes_a_word: dict[str, list[int | str]] = {"text": ["privacy"], "measure-standing": [pks["measure"], "retire"]}
    if about in takes_a_word:
        return reverse(name, args=takes_a_word[about])
    route = next(str(entry.pattern) for entry in set_up_urls.urlpatterns if entry.name == name)
    things = {"meeting-add": "committee", "element-add": "plan", "post-vacate": "holding"}
    return reverse(name, args=[pks[things.get(about, about.split("-")[0])]] if "<int:pk>" in route else [])


@pytest.fixture
def one_of_each(anytown: SmallCouncil) -> dict[str, int]:
    by = anytown.by
    post_ = organisation.add_post(by=by, at=NOW, title="Head", service=anytown.service)
    person = people.add_person(by=by, at=NOW, name="Somebody", email="s@anytown.example")
    people.give_account(by=by, at=NOW, person=person, email="s@anytown.example", password=None)
    return {
        "directorate": anytown.directorate.pk,
        "service": anytown.service.pk,
        "post": post_.pk,
        "line": person.pk,
        "person": person.pk,
        "holding": organisation.fill_post(by=by, at=NOW, post=post_, person=person, starts=START).pk,
        "role": people.assign_role(by=by, at=NOW, person=person, role="auditor", starts=START).pk,
        "committee": anytown.body.pk,
        "meeting": governance.add_meeting(by=by, at=NOW, body=anytown.body, day=date(2099, 1, 5)).pk,
        "closure": council.add_closure(by=by, at=NOW, day=date(2099, 1, 4), reason="Snow").pk,
        "portfolio": governance.add_portfolio(by=by, at=NOW, name="Climate", starts=START).pk,
        "plan": anytown.plan.pk,
        "element": anytown.aim.pk,
        "link": links.link(by=by, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START).pk,
        "measure": anytown.measure.pk,
    }


@pytest.mark.parametrize("role", _ROLES)
def test_each_page_opens_to_the_roles_that_may_change_what_is_on_it(
    anytown: SmallCouncil, one_of_each: dict[str, int], client: Client, role: str
) -> None:
    over: dict[str, object] = {}
    if role in ("head_of_service", "member"):
        over = {"service": anytown.service} if role == "head_of_service" else {"body": anytown.body}
    client.force_login(anytown.person_with(role, "role@anytown.example", **over).signed_in)
    wrong = []
    for name, permission in _pages():
        address = _address(name, one_of_each)
        expected = 200 if permission in _ROLES[role] else 403
        status = client.get(address).status_code
        if status != expected:
            wrong.append(f"{address}: {status}, not {expected}")
    assert wrong == []


def test_nobody_signed_out_reaches_set_up(anytown: SmallCouncil, client: Client) -> None:
    for name in ("set-up", "set-up-people", "plan"):
        assert client.get(reverse(name)).status_code == 302


# Before there is a council --------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/set-up/", "/sign-in/", "/plan/"])
def test_without_a_council_every_page_says_how_to_begin(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 503
    assert "goldenthread init" in words(response)
    assert "goldenthread demo" in words(response)


# The plan -------------------------------------------------------------------------------------------------------------


def test_the_plan_calls_out_its_gaps(admin: Client, anytown: SmallCouncil) -> None:
    page = words(admin.get(reverse("plan")))
    assert "This key aim has no measure." in page
    assert "Measures that serve nothing" in page


@pytest.mark.requirement("SD-02")
def test_the_thread_shows_the_way_up_and_what_hangs_there(admin: Client, anytown: SmallCouncil) -> None:
    post(
        admin, "set-up-element-link", anytown.aim.pk, measure=anytown.measure.pk, role="primary", **day("starts", START)
    )
    page = words(admin.get(reverse("thread", args=[anytown.aim.pk])))
    assert "Priority 1 A cleaner place 1.1 Recycle more" in page
    assert "W1 Household waste recycled" in page
    assert "1 measure serves this key aim." in page
