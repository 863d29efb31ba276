"""Set-up files: all or nothing, the same file twice changes nothing, and every mistake has its row and column."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.imports.kinds import FILE_KINDS
from goldenthread.imports.loading import Outcome, load
from goldenthread.imports.targets_file import period_called
from goldenthread.models import ImportBatch, Link, Measure, Person, PlanElement, Service, Target
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, SmallCouncil, build


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def _load(anytown: SmallCouncil, kind: str, text: str, keep: bool = True) -> Outcome:
    return load(by=anytown.by, at=NOW, kind=FILE_KINDS[kind], content=text.encode(), name=f"{kind}.csv", keep=keep)


def _said(outcome: Outcome) -> list[str]:
    return [str(problem) for problem in outcome.problems]


SERVICES = """directorate code,directorate,service code,service,starts
PLACE,Place,PARKS,Parks,2024-04-01
PEOPLE,People,HOUSE,Housing,1/4/2024
"""


def test_services_come_with_their_directorates(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "services", SERVICES)
    assert outcome.counts == {"added": 2}
    assert [(row.code, row.directorate.code, row.starts) for row in Service.objects.exclude(code="WASTE")] == [
        ("HOUSE", "PEOPLE", date(2024, 4, 1)),
        ("PARKS", "PLACE", date(2024, 4, 1)),
    ]


def test_the_same_file_twice_changes_nothing(anytown: SmallCouncil) -> None:
    _load(anytown, "services", SERVICES)
    assert _load(anytown, "services", SERVICES).counts == {"unchanged": 2}
    assert ImportBatch.objects.count() == 2


def test_a_preview_keeps_nothing_and_says_what_would_happen(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "services", SERVICES, keep=False)
    assert [line.what for line in outcome.lines] == ["PARKS Parks", "HOUSE Housing"]
    assert not outcome.loaded
    assert not Service.objects.filter(code="PARKS").exists()
    assert not ImportBatch.objects.exists()


def test_one_bad_row_keeps_the_whole_file_out_and_is_named(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "services", SERVICES + "PLACE,Place,WASTE,Rubbish,2024-04-01\nPLACE,,BINS,Bins,soon\n")
    assert _said(outcome) == [
        "Row 4, service: WASTE is called “Waste and Recycling” here. To rename it, open its page and give the day the "
        "new name holds from.",
        "Row 5, starts: “soon” is not a date. Write it as 2026-04-01 or 1/4/2026.",
    ]
    assert not Service.objects.filter(code="PARKS").exists()


def test_a_column_the_template_does_not_have_is_named(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="not in the template: head count"):
        _load(anytown, "services", SERVICES.replace("starts\n", "starts,head count\n", 1).replace("-01\n", "-01,3\n"))


PEOPLE = """e-mail,name,signs in,post,post in service,senior,role,over,starts
p@anytown.example,Priya Patel,yes,Head of Waste,WASTE,yes,Head of service,WASTE,2026-04-01
p@anytown.example,Priya Patel,,,,,data_provider,W1,2026-04-01
"""


def test_people_come_with_accounts_posts_and_roles(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "people", PEOPLE)
    assert _said(outcome) == []
    assert [line.what for line in outcome.lines] == [
        "Priya Patel: the person, an account, the post Head of Waste, holds Head of Waste, head of service",
        "Priya Patel: data provider",
    ]
    priya = Person.objects.get(email="p@anytown.example")
    assert priya.account.has_usable_password() is False
    assert {(role.role, role.service_id, role.measure_id) for role in priya.assignments.all()} == {
        ("head_of_service", anytown.service.pk, None),
        ("data_provider", None, anytown.measure.pk),
    }
    assert _load(anytown, "people", PEOPLE).counts == {"unchanged": 2}


def test_a_role_over_something_unknown_is_named_in_its_cell(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "people", PEOPLE.replace(",WASTE,2026", ",WATSE,2026"))
    assert _said(outcome) == [
        "Row 2, over: There is no service with the code WATSE. Add it first, or correct the code."
    ]


def test_plan_elements_come_from_the_top_down(anytown: SmallCouncil) -> None:
    text = "plan,level,code,title,parent\n,Priority,2,Fairer,\nCouncil Plan,key-aim,2.1,Homes,2\n"
    outcome = _load(anytown, "plan", text)
    assert _said(outcome) == []
    assert PlanElement.objects.get(code="2.1").parent == PlanElement.objects.get(code="2")
    assert _load(anytown, "plan", text).counts == {"unchanged": 2}


def test_an_aim_without_its_priority_is_refused_by_row(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "plan", "level,code,title,parent\nKey aim,2.1,Homes,7\n")
    assert _said(outcome) == [
        "Row 2, parent: There is no element with the code 7 in Council Plan. Add it first, or correct the code."
    ]


MEASURES = """ref,title,unit,polarity,service,committee,from,decimals,serves
H1,Homes built,number,high,WASTE,ENV,2024-04-01,0,1.1
H2,Days to re-let,days,low,WASTE,ENV,2024-04-01,1,
"""


def test_measures_come_with_their_owner_and_their_home(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, "measures", MEASURES)
    assert _said(outcome) == []
    homes = Measure.objects.get(ref="H1")
    assert homes.definitions.get().frequency == "quarter"
    assert homes.ownerships.get().body == anytown.body
    assert Link.objects.get().serves == anytown.aim
    assert _load(anytown, "measures", MEASURES).counts == {"unchanged": 2}


def test_a_measure_that_says_something_else_is_not_overwritten(anytown: SmallCouncil) -> None:
    _load(anytown, "measures", MEASURES)
    outcome = _load(anytown, "measures", MEASURES.replace("days,low", "days,high"))
    assert _said(outcome) == [
        "Row 3, polarity: H2 is already here with “low”, not “high”. Change it on its page, with a reason."
    ]


def test_targets_come_by_the_name_of_the_period(anytown: SmallCouncil) -> None:
    text = "ref,period,target,reason\nW1,Q1 2026/27,50.5,\nW1,Q2 2026/27,51,\nW1,2026/27,52%,\n"
    outcome = _load(anytown, "targets", text)
    assert [(line.effect, line.what) for line in outcome.lines] == [
        ("unchanged", "W1 Q1 2026/27"),
        ("added", "W1 Q2 2026/27"),
        ("added", "W1 2026/27"),
    ]
    changed = _load(anytown, "targets", "ref,period,target,reason\nW1,Q1 2026/27,48,\n")
    assert _said(changed) == ["Row 2: Say why a target that was already set changes: it is kept with the change."]
    assert sorted(str(row.target) for row in Target.objects.current()) == ["50.5", "51", "52"]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Q4 2026/27", (date(2027, 1, 1), date(2027, 3, 31))),
        ("h1  2026/27", (date(2026, 4, 1), date(2026, 9, 30))),
        ("June 2026", (date(2026, 6, 1), date(2026, 6, 30))),
        ("2026/27", (date(2026, 4, 1), date(2027, 3, 31))),
    ],
)
def test_a_period_is_found_by_its_name(name: str, days: tuple[date, date]) -> None:
    period = period_called(name, "financial")
    assert (period.start, period.end) == days


def test_an_unknown_period_says_how_to_write_one() -> None:
    with pytest.raises(Refusal, match="Write Q1 2026/27"):
        period_called("Quarter one", "financial")


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=lambda kind: kind.code)
def test_a_template_has_a_heading_and_an_example_for_every_column(kind: object) -> None:
    from goldenthread.imports.loading import FileKind, read

    assert isinstance(kind, FileKind)
    sheet = read(kind, kind.template(), "template.csv")
    assert sheet.headers == tuple(column.heading for column in kind.columns)
    assert all(column.example for column in kind.columns if column.needed)
