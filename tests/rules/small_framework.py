"""The smallest framework that can be used, for tests that change one line of it."""

SMALL = """\
schema: 1
framework: small
title: A small framework
approved: {by: Full Council, date: 2025-01-20}
plan: {name: The Plan, approved_by: Full Council, approved_date: 2025-01-20, effective_from: 2025-04-01}
levels:
  - {code: aim, name: Aim}
  - {code: measure, name: Measure, kind: measure}
calendars:
  quarterly: {year_starts: april, periods: quarter}
judgement:
  default: {mode: percent, amber_within: 10}
cycle:
  stages:
    - {name: Figures in, code: entered, by: data provider, working_days_after_period_end: 10}
    - {name: Checked, code: signed off, by: head of service, working_days_after_previous: 5}
    - {name: Papers out, code: dispatched, by: committee clerk, clear_days_before_meeting: 5}
exceptions:
  when: [measure red]
  sections: [What happened]
visible_to: {officers: submitted, members: signed off}
committees:
  - {code: OS, name: Overview and Scrutiny}
  - {code: CAB, name: Cabinet, kind: executive}
committee_report:
  header:
    - {label: To, holds: committee}
  sections:
    - {heading: Performance, holds: detail}
"""


def changed(old: str, new: str) -> str:
    """`SMALL` with one piece of text replaced; fails where the piece is not there exactly once."""
    assert SMALL.count(old) == 1, f"{old!r} is not in the small framework exactly once"
    return SMALL.replace(old, new)
