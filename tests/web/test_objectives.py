"""Individual objectives: the last link of the golden thread, behind every door but two."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.serializers import serialize

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import frameworks, line_management, objectives, people
from goldenthread.imports import framework_files
from goldenthread.models import AuditEntry, LineManagement, Objective
from goldenthread.reports import objectives as report
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.refusals import Refusal
from tests.a_team import LAST_DAY, TITLE, ATeam, a_team
from tests.small_council import NOW, START, TODAY
from tests.web.signed_in import browser, words
from tests.web.test_access_matrix import ADDRESSES, address_of

pytestmark = pytest.mark.past_the_door


@pytest.fixture
def team(db: None) -> Iterator[ATeam]:
    with time_machine.travel(NOW, tick=True):
        yield a_team()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _given(team: ATeam, title: str) -> dict[str, Any]:
    return {"title": title, "element": team.action.pk} | _day("starts", TODAY) | _day("ends", LAST_DAY)


# The last link --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("SD-02", "HA-01", "SD-05")
def test_ends_the_thread_from_the_priority_through_the_service_plans_action_to_the_persons_objective(
    team: ATeam,
) -> None:
    said = words(browser(team.person).get("/my-objectives/"))
    thread = [
        "Priority 1 A cleaner place",
        "Key aim 1.1 Recycle more",
        "Service Plan action SP1 Open a reuse shop",
        TITLE,
    ]
    places = [said.index(step) for step in thread]
    assert places == sorted(places)
    assert "Only you and Martin, your line manager, can see the one that stands here." in said


@pytest.mark.requirement("HA-01")
def test_a_part_of_the_plan_shows_its_path_up_and_down_and_stops_before_anybodys_objectives(team: ATeam) -> None:
    for element, neighbours in (
        (team.council.aim, ("A cleaner place", "Open a reuse shop")),
        (team.action, ("A cleaner place", "Recycle more")),
    ):
        said = words(browser(team.person).get(f"/plan/{element.pk}/")).replace("My objectives", "")
        assert all(neighbour in said for neighbour in neighbours)
        assert TITLE not in said
        assert "objective" not in said.lower()


def test_a_person_writes_changes_and_deletes_an_objective(team: ATeam) -> None:
    mine = browser(team.person)
    said = words(
        mine.post(f"/objectives/of/{team.person.person_id}/add/", _given(team, "Train two crews"), follow=True)
    )
    assert "Added." in said
    assert "Train two crews" in said
    added = Objective.objects.get(title="Train two crews")
    said = words(mine.post(f"/objectives/{added.pk}/change/", _given(team, "Train three crews"), follow=True))
    assert "Train three crews" in said
    assert "Train two crews" not in said
    said = words(mine.post(f"/objectives/{added.pk}/remove/", {}, follow=True))
    assert "Train three crews" not in said
    assert not Objective.objects.filter(title__contains="crews").exists()


def test_a_line_manager_sees_and_writes_the_objectives_of_the_team(team: ATeam) -> None:
    theirs = browser(team.manager)
    assert TITLE in words(theirs.get("/my-team/objectives/"))
    said = words(
        theirs.post(f"/objectives/of/{team.person.person_id}/add/", _given(team, "Train two crews"), follow=True)
    )
    assert "Train two crews" in said
    assert "Train two crews" in words(browser(team.person).get("/my-objectives/"))


def test_says_what_is_wrong_with_an_objective_that_ends_before_it_begins(team: ATeam) -> None:
    given = _given(team, "Train two crews") | _day("ends", TODAY - timedelta(days=1))
    answer = browser(team.person).post(f"/objectives/of/{team.person.person_id}/add/", given)
    assert answer.status_code == 422
    assert "7 July 2026 is before the start, 8 July 2026." in words(answer)


@pytest.mark.requirement("SD-05")
def test_a_person_takes_their_own_objectives_away_as_csv_and_json(team: ATeam) -> None:
    mine = browser(team.person)
    csv = mine.get("/my-objectives/objectives.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0] == "Objective,Serves,Thread,From,To"
    assert csv.splitlines()[1].startswith(f"{TITLE},SP1 Open a reuse shop,1 A cleaner place > 1.1 Recycle more > SP1 ")
    (one,) = json.loads(mine.get("/my-objectives/objectives.json").content)
    assert (one["title"], one["ends"]) == (TITLE, "2027-03-31")
    assert json.loads(browser(team.manager).get("/my-objectives/objectives.json").content) == []


def test_keeps_no_rating_no_comment_and_no_date_of_an_appraisal() -> None:
    kept = {field.name for field in Objective._meta.get_fields()}
    assert kept == {"id", "person", "title", "element", "starts", "ends"}


# Every other door -----------------------------------------------------------------------------------------------------


REACHING_FURTHEST = (
    "administrator",  # who is the performance team too
    "auditor",
    "head who is not the manager",
    "former line manager",
)
"""Between them they open every page there is."""


@pytest.fixture
def others(team: ATeam) -> dict[str, Actor]:
    """Everybody who might want to look: each with a role that reaches the person's service."""
    council = team.council
    former = council.person_with("data_provider", "fern@anytown.example", service=council.service)
    team.manage(former, START + timedelta(days=1))
    team.manage(team.manager, TODAY)
    return {
        "administrator": council.by,
        "performance team": council.person_with("performance_team", "percy@anytown.example"),
        "auditor": council.person_with("auditor", "alma@anytown.example"),
        "head who is not the manager": team.round.head,
        "director": council.person_with("director", "dinah@anytown.example", directorate=council.directorate),
        "leadership team": team.round.leader,
        "clerk": team.round.clerk,
        "member": council.person_with("member", "max@anytown.example", body=council.body),
        "colleague": council.person_with("data_provider", "carl@anytown.example", service=council.service),
        "former line manager": former,
    }


def test_somebody_can_see_it_at_all_so_that_the_doors_below_are_tried_in_earnest(team: ATeam) -> None:
    assert TITLE in words(browser(team.manager).get("/my-team/objectives/"))


@pytest.mark.requirement("SD-05", "HA-01")
@pytest.mark.slow
def test_no_page_file_or_form_shows_an_objective_to_anybody_else(team: ATeam, others: dict[str, Actor]) -> None:
    team.round.submit("51.0")
    team.round.sign_off()
    team.round.approve()
    for who in REACHING_FURTHEST:
        theirs = browser(others[who])
        for name in ADDRESSES:
            for address in {address_of(name), _about(team, name)}:
                answer = theirs.get(address)
                body = b"".join(answer) if getattr(answer, "streaming", False) else answer.content
                assert TITLE.encode() not in body, f"{who} at {address}"


def _about(team: ATeam, name: str) -> str:
    """The same address, of the very person, objective or part of the plan that it might be about."""
    pk = {"objective-add": team.person.person_id, "thread": team.action.pk}.get(name, team.objective.pk)
    return re.sub(r"/1(?=/)", f"/{pk}", address_of(name))


def test_what_is_somebody_elses_looks_as_if_it_were_not_there(team: ATeam, others: dict[str, Actor]) -> None:
    for who, other in others.items():
        for step in ("change", "remove"):
            for pk in (team.objective.pk, 987654):
                answer = browser(other).post(f"/objectives/{pk}/{step}/", _given(team, "Mine now"))
                assert (answer.status_code, who) == (404, who)
                assert "There is nothing here for you at this address." in words(answer)
        assert browser(other).get(f"/objectives/of/{team.person.person_id}/add/").status_code == 404
    assert Objective.objects.get().title == TITLE


def test_a_former_line_manager_loses_sight_on_the_day_after_the_last(team: ATeam) -> None:
    manager = team.manager.signed_in
    line_management.end_manager(by=team.council.by, at=NOW, person=team.person.signed_in.person, last_day=TODAY)
    assert report.team(reader=access.actor_for(manager, TODAY), on=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    with time_machine.travel(datetime.combine(tomorrow, NOW.timetz()), tick=True):
        assert TITLE not in words(browser(team.manager).get("/my-team/objectives/"))


def test_an_administrator_cannot_become_somebodys_line_manager_alone(team: ATeam) -> None:
    given = {"manager": team.council.by.person_id} | _day("starts", TODAY)
    answer = browser(team.council.by).post(f"/set-up/line-managers/{team.person.person_id}/", given)
    assert "Somebody else has to record it." in words(answer)
    assert LineManagement.objects.in_force(TODAY).get().manager == team.manager.signed_in.person


def test_setting_up_who_manages_whom_shows_no_objective(team: ATeam) -> None:
    said = words(browser(team.council.by).get("/set-up/line-managers/"))
    assert "Petra Martin since 1 Apr 2024" in said
    assert TITLE not in said
    carl = team.council.person_with("data_provider", "carl@anytown.example", service=team.council.service)
    given = {"manager": carl.person_id} | _day("starts", TODAY)
    said = words(browser(team.council.by).post(f"/set-up/line-managers/{team.person.person_id}/", given, follow=True))
    assert "Carl is Petra’s line manager from 8 July 2026." in said
    assert not report.team(reader=team.manager, on=TODAY)


def test_the_audit_trail_says_that_an_objective_was_changed_and_nothing_of_it(team: ATeam) -> None:
    objectives.change(
        by=team.person, at=NOW, objective=team.objective, title=f"{TITLE} a year", element=team.action,
        starts=START, ends=LAST_DAY,
    )  # fmt: skip
    rows = AuditEntry.objects.filter(action__startswith="objectives.")
    assert [(row.action, row.ref, row.fields) for row in rows] == [
        ("objectives.change", "An individual objective", {}),
        ("objectives.add", "An individual objective", {}),
    ]
    assert TITLE not in serialize("json", AuditEntry.objects.all())


def test_neither_a_paper_nor_its_frozen_json_nor_the_console_holds_one(
    team: ATeam, capsys: pytest.CaptureFixture[str]
) -> None:
    published = team.round.to_paper()
    call_command("report")
    call_command("report", str(published.paper_id), "--format", "json")
    printed = capsys.readouterr().out
    assert "Household waste recycled" in printed
    assert TITLE not in printed
    for read in (report.mine, report.team):
        with pytest.raises(Refusal):
            read(reader=access.console(TODAY), on=TODAY)
    with pytest.raises(Refusal):
        report.one(reader=access.console(TODAY), on=TODAY, pk=team.objective.pk)


@pytest.mark.once
def test_no_other_module_looks_at_an_objective() -> None:
    root = Path(report.__file__).parents[1]
    looking = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "migrations" not in file.parts and "Objective" in _named_in(file)
    }
    assert looking == {
        "models/__init__.py", "reports/objectives.py", "actions/objectives.py",
    }  # fmt: skip


def _named_in(file: Path) -> set[str]:
    """Every name that a module imports, or takes from another as an attribute."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return imported | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


# For a time only ------------------------------------------------------------------------------------------------------


def test_the_worker_deletes_an_objective_so_many_months_after_its_last_day(team: ATeam) -> None:
    kept_until = date(2028, 3, 31)  # twelve months, as the framework says where it says nothing
    with time_machine.travel(datetime.combine(kept_until, NOW.timetz())):
        call_command("worker", "--once")
        assert Objective.objects.exists()
    with time_machine.travel(datetime.combine(kept_until + timedelta(days=1), NOW.timetz())):
        call_command("worker", "--once")
    assert not Objective.objects.exists()
    assert TITLE not in serialize("json", AuditEntry.objects.all())


def test_a_framework_may_keep_them_for_less_long(team: ATeam) -> None:
    source = framework_files.source("south-derbyshire-2024") + "\nobjectives: {keep_months: 1}\n"
    frameworks.adopt(
        by=team.council.by, at=NOW, framework=parse(source, "test.yaml"), source=source, effective_from=TODAY,
        reason="Kept shorter.",
    )  # fmt: skip
    assert "It is deleted 1 month after its last day." in words(browser(team.person).get("/my-objectives/"))
    objectives.delete_outlived(at=NOW, on=date(2027, 4, 30))
    assert Objective.objects.exists()
    objectives.delete_outlived(at=NOW, on=date(2027, 5, 1))
    assert not Objective.objects.exists()


def test_whoever_leaves_is_nobodys_to_manage_and_their_objectives_go_with_them(team: ATeam) -> None:
    person = team.person.signed_in.person
    yesterday = TODAY - timedelta(days=1)
    people.person_leaves(by=team.council.by, at=NOW, person=person, last_day=yesterday)
    assert not report.team(reader=team.manager, on=TODAY)
    people.anonymise(by=team.council.by, at=NOW, person=person)
    assert not Objective.objects.exists()
