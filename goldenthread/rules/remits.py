"""Remits as data: which kinds of things a body looks at, and over what part of the council."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "measures": "Measures",
        "projects": "Projects",
        "risks": "Risks",
        "risk_framework": "How well risk management works",
        "money": "Money",
        "assessments": "Assessments",
    }
)
"""What a remit can give, with its usual word. `risk_framework` is one thing, whatever it is selected over."""

OVER: Mapping[str, str] = MappingProxyType(
    {
        "everything": "of the whole council",
        "owned": "that name it as their committee",
        "element": "under a part of the plan",
        "service": "of a service",
        "directorate": "of a directorate",
        "portfolio": "of a portfolio",
        "indicator_set": "in an indicator set",
        "measure": "this one",
    }
)


OVER_THINGS: Mapping[str, str] = MappingProxyType(
    {
        "element": "part of the plan",
        "service": "service",
        "directorate": "directorate",
        "portfolio": "portfolio",
        "measure": "measure",
    }
)
"""What has to be chosen, for a selection over one thing."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One kind of thing, over what: `pk` is the primary key of the element, service, …; `name` that of a set."""

    kind: str
    over: str = "everything"
    pk: int | None = None
    name: str = ""


DEFAULT: tuple[Selection, ...] = tuple(Selection(kind, "owned") for kind in KINDS if kind != "risk_framework")
"""What a body looks at whose remit selects nothing: what names it as its committee."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a selection looks at in one measure, project, risk, budget line or assessment, by primary keys.

    `elements` are its home in the plan and everything above that; `bodies` are those it names as its own.
    """

    bodies: Collection[int] = ()
    elements: Collection[int] = ()
    service: int | None = None
    directorate: int | None = None
    portfolio: int | None = None
    measure: int | None = None
    sets: Collection[str] = ()


def selects(selections: Iterable[Selection], kind: str, thing: Thing, body: int) -> bool:
    """Whether any selection gives the body a thing of this kind."""
    return any(each.kind == kind and _covers(each, thing, body) for each in selections)


def _covers(selection: Selection, thing: Thing, body: int) -> bool:
    match selection.over:
        case "everything":
            return True
        case "owned":
            return body in thing.bodies
        case "element":
            return selection.pk in thing.elements
        case "indicator_set":
            return selection.name.casefold() in {name.casefold() for name in thing.sets}
        case one:
            return selection.pk is not None and getattr(thing, one) == selection.pk
