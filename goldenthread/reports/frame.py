"""What stands around every page: whose site it is, who is reading, where they can go, and the current round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, Q, Subquery

from goldenthread.access import MEMBERS, Actor
from goldenthread.models import Assessment, BudgetLine, Council, PostHolding, Project, RiskStatement
from goldenthread.reports.risk_records import seen_by
from goldenthread.reports.round_days import round_days
from goldenthread.reports.to_do import ASKED, waiting


@dataclass(frozen=True, slots=True)
class NavItem:
    """One word of the navigation. `count` is what waits there for this reader, shown when it is not 0.

    `pages` are the reader's pages under it, itself the first; empty where there is one alone.
    """

    title: str
    url_name: str
    current: bool = False
    count: int = 0
    pages: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page, for one reader.

    `colour` is the council's own, "#rrggbb". `person` is None when nobody is signed in. `navigation` holds only what
    this reader can use. `round_sentence` ("Q2 2026/27: returns due in 6 days") is empty when no round is open.
    `has_objectives` is whether the reader has a page of objectives: members have none. `sets_up` is whether they may
    change anything under Set up.
    """

    council: str
    colour: str
    demo: bool
    person: str | None
    job_title: str
    navigation: tuple[NavItem, ...]
    round_sentence: str
    has_objectives: bool
    sets_up: bool

    @property
    def pages(self) -> tuple[NavItem, ...]:
        """The pages under the word that is open."""
        return next((item.pages for item in self.navigation if item.current), ())


def frame(reader: Actor, current: str) -> Frame:
    """The frame around a page, for a reader: at most three queries. `current` is the name of the page's address."""
    holding = (
        PostHolding.objects.filter(person=reader.person_id or 0, starts__lte=reader.on)
        .filter(Q(ends__isnull=True) | Q(ends__gte=reader.on))
        .order_by("-starts")
    )
    council = Council.objects.annotate(
        job_title=Subquery(holding.values("post__title")[:1]),
        has_risks=Exists(seen_by(reader, RiskStatement.objects.current())),
        has_projects=Exists(Project.objects.all()),
        has_money=Exists(BudgetLine.objects.all()),
        has_assessments=Exists(Assessment.objects.all()),
    ).first()
    signed_in = reader.user is not None
    coming = _deadlines() if signed_in else ()
    return Frame(
        council=council.name if council else "",
        colour=council.colour if council else "#1d4f5f",
        demo=bool(council and council.is_demo),
        person=reader.name if signed_in else None,
        job_title=(council.job_title or "") if council else "",
        navigation=tuple(_navigation(reader, current, coming, _there(council))) if signed_in else (),
        round_sentence=_round_sentence(coming, reader.on),
        has_objectives=reader.is_officer,
        sets_up=any(map(reader.has, _SETS_UP)),
    )


def _there(council: Any) -> frozenset[str]:
    """Of what is shown only where there is any, what there is."""
    return frozenset(
        what for what in ("risks", "projects", "money", "assessments") if council and getattr(council, f"has_{what}")
    )


_SETS_UP = ("manage_plan", "manage_measures", "manage_people", "manage_governance", "manage_site")

# Under which page of the navigation a page is found, by the beginning of its address's name; the first that fits.
_UNDER = {
    "to-do": "to-do",
    "updates": "updates",
    "verify": "verify",
    "sign-off": "sign-off",
    "review": "sign-off",
    "leadership": "leadership",
    "exceptions": "exceptions",
    "completeness": "completeness",
    "rounds": "completeness",
    "service-plan": "service-plans",
    "plan": "plan",
    "thread": "plan",
    "card": "cards",
    "scorecard": "scorecard",
    "money": "money",
    "measure": "scorecard",
    "risk": "risks",
    "assessment": "assessments",
    "highlight": "assessments",
    "engagement": "assessments",
    "perspectives": "assessments",
    "indicator-set": "assessments",
    "project": "projects",
    "delivery-plan": "delivery-plans",
    "ranking": "projects",
    "decision": "decisions",
    "proposal": "decisions",
    "agenda": "meetings",
    "outcome": "meetings",
    "tracker": "tracker",
    "paper": "papers",
    "publication": "papers",
    "redaction": "papers",
    "correction": "papers",
    "withholding": "papers",
    "monthly": "papers",
    "meetings": "meetings",
    "calendar": "meetings",
}


def _navigation(reader: Actor, current: str, coming: Sequence[_Deadline], there: frozenset[str]) -> Iterator[NavItem]:
    verified_stage = any(deadline.stage == "verified" for deadline in coming)
    counts = Counter(each.kind for each in waiting(reader, verified_stage))
    under = next((page for beginning, page in _UNDER.items() if current.startswith(beginning)), current)
    for title, listed in _words(reader, counts, there):
        pages = tuple(NavItem(name, url, under == url, count) for name, url, shown, count in listed if shown)
        if pages:
            is_open = any(page.current for page in pages)
            yield NavItem(title, pages[0].url_name, is_open, pages[0].count, pages if len(pages) > 1 else ())


_Page = tuple[str, str, bool, int]
"""A page under a word: its title, its address's name, whether it is shown, and what waits there."""


def _words(reader: Actor, counts: Mapping[str, int], there: frozenset[str]) -> Iterator[tuple[str, tuple[_Page, ...]]]:
    """The seven words, each with its pages."""
    has = reader.has
    asked = sum(counts.get(kind, 0) for kind in ASKED)
    has_projects = "projects" in there or has("manage_projects") or has("update_projects")
    yield "My committees", (("My committees", "member", bool(reader.roles & MEMBERS), 0),)
    yield (
        "To do",
        (
            ("To do", "to-do", reader.is_officer, sum(counts.values())),
            ("My updates", "updates", has("enter") or asked > 0, asked),
            ("Exceptions", "exceptions", has("write_exceptions") or has("approve"), counts.get("exception", 0)),
            ("Verify", "verify", has("verify"), counts.get("verify", 0)),
            ("Sign-off", "sign-off", has("sign_off") or counts.get("sign_off", 0) > 0, counts.get("sign_off", 0)),
            ("Leadership Team", "leadership", has("approve"), counts.get("approve", 0)),
            ("Completeness", "completeness", has("chase"), 0),
        ),
    )
    yield (
        "Council Plan",
        (
            ("Council Plan", "plan", True, 0),
            ("Service plans", "service-plans", True, 0),
            ("Assessments", "assessments", "assessments" in there or has("assess"), 0),
            ("On one card", "cards", True, 0),
        ),
    )
    yield "Scorecard", (("Scorecard", "scorecard", True, 0),)
    yield "Projects", (("Projects", "projects", has_projects, 0), ("Delivery plans", "delivery-plans", has_projects, 0))
    yield "Risks", (("Risks", "risks", "risks" in there or has("manage_risks"), 0),)
    yield "Money", (("Money", "money", "money" in there or has("manage_money"), 0),)
    yield (
        "Reports",
        (
            ("Papers", "papers", True, 0),
            ("Meetings", "meetings", True, 0),
            ("Tracker", "tracker", True, 0),
            ("Decisions", "decisions", has("record_outcomes"), 0),
        ),
    )


class _Deadline(NamedTuple):
    round: str
    stage: str
    name: str
    due: date


def _deadlines() -> tuple[_Deadline, ...]:
    """Every deadline of the open rounds, the earliest first."""
    rows = sorted(
        (one.due, one.deadline, one.label, one.stage or "", one.name or "")
        for one in round_days()
        if one.closed_at is None and one.due is not None
    )
    return tuple(_Deadline(label, stage, name, due) for due, _, label, stage, name in rows)


_DUE_WORDS = {
    "entered": "returns due",
    "verified": "verification due",
    "signed_off": "sign-off due",
    "dispatched": "papers go out",
}


def _round_sentence(coming: Sequence[_Deadline], on: date) -> str:
    """The next deadline of the open rounds; where all have passed, that they have."""
    for deadline in coming:
        if deadline.due >= on:
            what = _DUE_WORDS.get(deadline.stage, f"{deadline.name} due")
            return f"{deadline.round}: {what} {_in_days((deadline.due - on).days)}"
    return f"{coming[-1].round}: every deadline has passed" if coming else ""


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
