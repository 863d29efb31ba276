"""Every mistake in a framework is named with its line and a remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.framework_yaml import FrameworkProblems, Problem, dotted, parse
from tests.rules.small_framework import SMALL, changed


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(FrameworkProblems) as refused:
        parse(text, "small.yaml")
    return refused.value.problems


def only_problem(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


# What was replaced by what; then the line, the place, and words from the message and from the remedy.
CASES = {
    "a key nobody knows": ("amber_within: 10", "amber_witin: 10", 12, "judgement.default.amber_witin",
                           "not a key that belongs here", "Did you mean “amber_within”?"),
    "a key that is missing": ("mode: percent, ", "", 12, "judgement.default.mode", "“mode” is missing", "Add “mode:”."),
    "a part that is missing": ("exceptions:\n  when: [measure red]\n  sections: [What happened]\n", "", 1, "exceptions",
                               "“exceptions” is missing", "When underperformance has to be explained."),
    "a number in words": ("amber_within: 10", "amber_within: ten", 12, "judgement.default.amber_within",
                          "“ten” is not a number", "such as 10"),
    "a tolerance below nothing": ("amber_within: 10", "amber_within: -1", 12, "judgement.default.amber_within",
                                  "-1 is too small", "least that makes sense is 0"),
    "limits that cross": ("amber_within: 10", "amber_within: 10, green_within: 20", 12, "judgement.default",
                          "amber_within (10) is smaller than green_within (20)", "amber lies between green and red"),
    "a choice nobody knows": ("mode: percent", "mode: percentage", 12, "judgement.default.mode",
                              "“percentage” is not one of the choices", "Did you mean “percent”?"),
    "a role nobody knows": ("by: data provider", "by: data providers", 15, "cycle.stages[1].by",
                            "“data providers” is not one of the choices", "Did you mean “data provider”?"),
    "a date in the English order": ("date: 2025-01-20}\nplan", "date: 20/01/2025}\nplan", 4, "approved.date",
                                    "“20/01/2025” is not a date", "2024-06-20"),
    "a day that is not in the calendar": ("date: 2025-01-20}\nplan", "date: 2025-02-30}\nplan", 4, "approved.date",
                                          "“2025-02-30” is not a date", "2024-06-20"),
    "a number where words belong": ("title: A small framework", "title: 2025", 3, "title", "not read as words",
                                    "in quotes"),
    "yes where words belong": ("title: A small framework", "title: Yes", 3, "title", "“true” is not read as words",
                               "in quotes"),
    "a name with spaces": ("framework: small", "framework: Small Council", 2, "framework", "form that is needed",
                           "short name"),
    "words where a list belongs": ("when: [measure red]", "when: measure red", 19, "exceptions.when",
                                   "a list is needed",
                                   "after a dash"),
    "words where keys belong": ("{year_starts: april, periods: quarter}", "quarters", 10, "calendars.quarterly",
                                "several keys are needed", "indented"),
    "an empty list": ("when: [measure red]", "when: []", 19, "exceptions.when", "too few entries", "at least 1"),
    "a trigger nobody knows": ("[measure red]", "[measure red, measure grey]", 19, "exceptions.when[2]",
                               "“measure grey”", "declining N periods"),
    "a fall of one period": ("[measure red]", "[declining 1 periods]", 19, "exceptions.when[1]", "declining 1 periods",
                             "declining N periods"),
    "neither true nor false": ("kind: measure}", "kind: measure, private: sometimes}", 8, "levels[2].private",
                               "neither true nor false", "true or false"),
    "half a day": ("period_end: 10", "period_end: 2.5", 15, "cycle.stages[1].working_days_after_period_end",
                   "not a whole number", "such as 5"),
    "a stage without a deadline": (", working_days_after_previous: 5", "", 16, "cycle.stages[2]",
                                   "“Checked” has no deadline", "exactly one of"),
    "a stage with two deadlines": ("working_days_after_previous: 5", "working_days_after_previous: 5, locks: true, "
                                   "working_days_before_dispatch: 3", 16, "cycle.stages[2]", "has 2 deadlines",
                                   "exactly one of"),
    "a later format": ("schema: 1", "schema: 2", 1, "schema", "“2” is not one of the choices", "Write one of: 1."),
    "numbering without quotes": ("  header:\n", "  numbering: {headings: 1.0}\n  header:\n", 26,
                                 "committee_report.numbering.headings", "1.0 is read as a number", 'quotes: "1.0"'),
    "a colour that became a remark": ("cycle:\n", "  colours: {red: #aa0000\n  }\ncycle:\n", 13,
                                      "judgement.colours.red", "(nothing)", "in quotes"),
    "a stage nobody knows": ("cycle:\n", "cycle:\n  reopened_by_edit: Cabinet\n", 14, "cycle.reopened_by_edit",
                             "there is no stage “Cabinet”", "Figures in, Checked, Papers out"),
    # What does not fit together.
    "an assumption about nothing": ("levels:\n", "assumptions: [judgment.default]\nlevels:\n", 6, "assumptions[1]",
                                    "there is no “judgment.default”", "Did you mean “judgement”?"),
    "an assumption about no such entry": ("levels:\n", "assumptions: [committees.XX]\nlevels:\n", 6, "assumptions[1]",
                                          "there is no “committees.XX”", "Here there is: OS, CAB."),
    "an assumption inside a number": ("levels:\n", "assumptions: [judgement.default.mode.more]\nlevels:\n", 6,
                                      "assumptions[1]", "there is no “judgement.default.mode.more”", "one word sooner"),
    "two committees with one code": ("code: CAB", "code: os", 24, "committees[2].code", "“os” is used twice",
                                     "Give each its own"),
    "two levels with one code": ("code: aim", "code: measure", 8, "levels[2].code", "“measure” is used twice",
                                 "Give each its own"),
    "nowhere to hang a measure": (", kind: measure}", "}", 6, "levels", "no level holds measures", "kind: measure"),
    "two places for measures": ("name: Aim}", "name: Aim, kind: measure}", 8, "levels[2].kind",
                                "two levels hold measures", "on one of them"),
    "individuals in the open": ("calendars:\n", "  - {code: me, name: Mine, kind: individual objective}\ncalendars:\n",
                                9, "levels[3].kind", "is not private", "private: true"),
    "a calendar nobody knows": ("cycle:\n", "cycle:\n  calendar: monthly\n", 14, "cycle.calendar",
                                "there is no calendar “monthly”", "Write one of: quarterly."),
    "stages in the wrong order": ("code: entered", "code: approved", 16, "cycle.stages[2]",
                                  "“Checked” (signed_off) comes after “Figures in” (approved)",
                                  "Put the stages in this order"),
    "a round without an end": ("    - {name: Papers out, code: dispatched, by: committee clerk, "
                               "clear_days_before_meeting: 5}\n", "", 14, "cycle.stages",
                               "no stage has the code “dispatched”", "code: dispatched"),
    "a dispatch that ignores the law": ("clear_days_before_meeting: 5", "working_days_after_previous: 5", 17,
                                        "cycle.stages[3].working_days_after_previous", "may not be counted this way",
                                        "clear_days_before_meeting"),
    "a first stage after nothing": ("working_days_after_period_end: 10", "working_days_after_previous: 10", 15,
                                    "cycle.stages[1].working_days_after_previous", "has none before it",
                                    "working_days_after_period_end"),
    "stages that would cross": ("working_days_after_previous: 5", "working_days_after_period_end: 5", 16,
                                "cycle.stages[2].working_days_after_period_end",
                                "“Checked” would be due before “Figures in”", "follow the order"),
    "readers of a stage that is not there": ("officers: submitted", "officers: verified", 21,
                                             "visible_to.officers", "there is no stage “verified”",
                                             "entered, signed_off, dispatched"),
    "the public before the members": ("members: signed off", "members: published, public: finalised", 21,
                                      "visible_to.public", "before members do", "no earlier than published"),
    "two statuses with one word": ("cycle:\n", "  words: {amber: Off track, red: Off track}\ncycle:\n", 13,
                                   "judgement.words.red", "also the word for amber", "a word for each"),
    "a paper without performance": ("holds: detail", "holds: purpose", 28, "committee_report.sections",
                                    "no section holds the performance itself", "holds: detail"),
    "two sections that hold the same": ("    - {heading: Performance, holds: detail}\n",
                                        "    - {heading: Performance, holds: detail}\n"
                                        "    - {heading: More, holds: detail}\n", 30,
                                        "committee_report.sections[2].holds", "two sections hold “detail”",
                                        "on one of them"),
    "two headings alike": ("    - {heading: Performance, holds: detail}\n",
                           "    - {heading: Performance, holds: detail}\n    - {heading: Performance}\n", 30,
                           "committee_report.sections[2].heading", "“Performance” is used twice", "Give each its own"),
    # What is not written in YAML, or not as people read it.
    "a key twice": ("title: A small framework", "title: A small framework\ntitle: Another", 4, "title",
                    "“title” is already on line 3", "Keep one"),
    "a key that YAML reads as true": ("code: aim", "on: aim", 7, "levels[1]", "reads the key “on” as true or false",
                                      "Put it in quotes"),
    "a tab": ("  quarterly:", "\tquarterly:", 10, "", "a tab is used to indent", "Use spaces"),
    "a second colon": ("title: A small framework", "title: Performance: a framework", 3, "", "a second colon",
                       "in quotes"),
    "a bracket left open": ("when: [measure red]", "when: [measure red", 20, "", "cannot be read as YAML",
                            "a missing quote, bracket, comma"),
    "a second document": ("title: A small framework", "title: A small framework\n---\nmore: 1", 4, "",
                          "a second document begins here", "one framework in one file"),
    "an alias": ("cycle:\n", "cycle: &again\n  calendar: *again\n", 13, "cycle.calendar", "an alias (*) repeats",
                 "Write the part out"),
    "a tag": ("title: A small framework", "title: !!python/name:os.system x", 3, "title", "tag", "Leave it out"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_names_the_line_and_the_remedy(case: str) -> None:
    old, new, line, path, message, remedy = CASES[case]
    found = problems(changed(old, new))
    problem = next((problem for problem in found if (problem.line, problem.path) == (line, path)), None)
    assert problem is not None, [str(problem) for problem in found]
    assert problem.file == "small.yaml"
    assert message in problem.message
    assert remedy in problem.remedy


def test_says_it_in_one_line_of_words() -> None:
    problem = only_problem(changed("amber_within: 10", "amber_within: ten"))
    assert str(problem) == (
        "small.yaml, line 12: judgement.default.amber_within: “ten” is not a number. Write a number, such as 10."
    )


def test_names_every_mistake_at_once_in_the_order_of_the_file() -> None:
    text = (
        changed("periods: quarter", "periods: quarters").replace("code: CAB, ", "").replace("title: A small", "tite: A")
    )
    assert [(problem.line, problem.path) for problem in problems(text)] == [
        (3, "tite"),
        (10, "calendars.quarterly.periods"),
        (24, "committees[2].code"),
    ]


def test_does_not_complain_twice_about_one_slip() -> None:
    assert only_problem(changed("amber_within: 10", "amber_witin: 10")).path == "judgement.default.amber_witin"


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_says_that_a_file_is_empty(text: str) -> None:
    assert "is empty" in only_problem(text).message


@pytest.mark.parametrize("text", ["just words", "[1, 2]", "- one\n- two\n"])
def test_says_that_a_file_is_something_else(text: str) -> None:
    assert "this is not a framework" in only_problem(text).message


def test_refuses_a_file_too_long_to_be_one() -> None:
    assert "characters" in only_problem(SMALL + "#" * 200_000).message


def test_refuses_a_nest_too_deep_to_be_one() -> None:
    assert "nested too deeply" in only_problem("[" * 20_000).message


def test_refuses_what_is_not_text() -> None:
    assert "not text" in only_problem("title: \x00").message


def test_places_entries_of_a_list_as_people_count() -> None:
    assert dotted(("cycle", "stages", 1, "by")) == "cycle.stages[2].by"


@given(st.text(max_size=200))
def test_never_fails_without_words(text: str) -> None:
    for problem in problems(text):
        assert problem.line >= 1
        assert problem.message
        assert problem.remedy


@given(st.integers(0, len(SMALL) - 1), st.text(alphabet=":{}[]#&*!|>'\"%@`-? \n\taé0", max_size=3))
def test_survives_any_slip_of_the_pen(place: int, slip: str) -> None:
    text = SMALL[:place] + slip + SMALL[place + 1 :]
    found: tuple[Problem, ...] = ()
    try:
        parse(text, "small.yaml")
    except FrameworkProblems as refused:
        found = refused.problems
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in found)
