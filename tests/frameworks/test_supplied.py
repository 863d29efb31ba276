"""Every framework that comes with the software can be used, says what it interprets, and stays out of the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import goldenthread
from goldenthread.imports.framework_files import load, names, source
from goldenthread.rules.framework import from_document, to_document
from goldenthread.rules.framework_words import describe
from goldenthread.rules.stage_plan import stage_deadlines
from goldenthread.rules.status import Facts, judge
from goldenthread.rules.values import parse_number

ENGINE = Path(goldenthread.__file__).parent


@pytest.mark.parametrize("name", names())
class TestEveryFramework:
    """What holds for each of them."""

    def test_comes_back_as_it_was(self, name: str) -> None:
        framework = load(name)
        assert from_document(to_document(framework)) == framework

    def test_says_which_public_document_it_reads_and_that_the_council_did_not_endorse_it(self, name: str) -> None:
        framework = load(name)
        assert "public document" in framework.interprets
        assert "not endorsed by the council" in framework.interprets
        assert framework.assumptions

    def test_marks_each_assumption_where_it_is_read(self, name: str) -> None:
        framework = load(name)
        paths = [sentence.path for passage in describe(framework) for sentence in passage.sentences]
        for assumption in framework.assumptions:
            related = [
                path
                for path in paths
                if f"{path}.".startswith(f"{assumption}.") or f"{assumption}.".startswith(f"{path}.")
            ]
            assert related or assumption == "roles", f"nobody is told that {assumption} is assumed"

    def test_explains_itself_in_remarks(self, name: str) -> None:
        assert sum(line.lstrip().startswith("#") for line in source(name).splitlines()) >= 10

    def test_gives_a_quarter_deadlines_that_do_not_cross(self, name: str) -> None:
        assert stage_deadlines(load(name), date(2026, 6, 30), date(2026, 9, 8))


def test_keeps_councils_out_of_the_engine() -> None:
    council_words = {name.rsplit("-", 1)[0] for name in names()}
    for file in ENGINE.rglob("*.py"):
        text = file.read_text(encoding="utf-8").lower().replace(" ", "-")
        assert not any(words in text for words in council_words), f"{file} names a council"


class TestSouthDerbyshire2024:
    """The facts of the public report of 20 June 2024."""

    def test_is_the_framework_that_the_committee_approved(self) -> None:
        framework = load("south-derbyshire-2024")
        assert framework.approved.by == "Finance and Management Committee"
        assert framework.approved.date == date(2024, 6, 20)
        assert framework.approved.previous_review == "2020-12"
        assert framework.plan.approved_date == date(2024, 2, 28)
        assert framework.plan.effective_from == date(2024, 4, 1)

    def test_has_the_headings_of_the_councils_papers(self) -> None:
        paper = load("south-derbyshire-2024").committee_report
        assert [section.heading for section in paper.sections] == [
            "Recommendations",
            "Purpose of the report",
            "Executive summary",
            "Detail",
            "Financial implications",
            "Corporate implications",
            "Community impact",
            "Conclusions",
            "Background papers",
        ]
        assert len(paper.corporate_implications) == 4
        assert len(paper.community_impact) == 4

    def test_has_the_sections_of_a_service_plan(self) -> None:
        assert {
            "Access to services",
            "Partnerships",
            "Workforce planning",
            "Procurement",
            "Income generation",
            "Communication planning",
            "Operational risk register",
        } <= set(load("south-derbyshire-2024").service_plan_sections)

    @pytest.mark.parametrize(("actual", "status"), [("77", "green"), ("69.3", "amber"), ("69.29", "red")])
    def test_judges_ten_per_cent_off_as_near(self, actual: str, status: str) -> None:
        rule = load("south-derbyshire-2024").status_rule()
        facts = Facts(actual=parse_number(actual), target=parse_number("77"))
        assert judge(rule, facts).status == status
