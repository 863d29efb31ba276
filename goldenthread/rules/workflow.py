"""Four lives as tables: the due item, the paper, the outcome, what is tracked. What may follow, who acts, its words.

Everything that asks "may this happen now?" reads these tables; the diagrams in the documentation are drawn from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class State:
    """A state: its word on pages, and the role that must act next (empty where nobody must)."""

    word: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """What a verb does: from any of `sources` to `target`, on the authority of `permission`."""

    sources: tuple[str, ...]
    target: str
    permission: str
    does: str


@dataclass(frozen=True, slots=True)
class Life:
    """One state machine."""

    title: str
    first: str
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]

    def check(self, verb: str, state: str) -> Transition:
        """The transition for `verb` from `state`; a refusal in words where it may not happen."""
        transition = self.transitions[verb]
        if state not in transition.sources:
            raise Refusal(
                "not_now",
                f"You cannot {transition.does} now: it is {self.states[state].word.lower()}. "
                f"That is possible when it is {_either(self.states[s].word.lower() for s in transition.sources)}.",
            )
        return transition


def _either(words: Iterable[str]) -> str:
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


ITEM = Life(
    title="A due item",
    first="due",
    states={
        "due": State("Due", "data_provider"),
        "entered": State("Draft", "data_provider"),
        "submitted": State("Submitted", "head_of_service"),
        "verified": State("Verified", "head_of_service"),
        "signed_off": State("Signed off", "leadership_team"),
        "approved": State("Approved"),
        "returned": State("Returned with a note", "data_provider"),
    },
    transitions={
        "save": Transition(("due", "entered", "returned"), "entered", "enter", "save a draft of this return"),
        "discard": Transition(("entered",), "due", "enter", "discard this draft"),
        "submit": Transition(("due", "entered", "returned"), "submitted", "enter", "submit this return"),
        "edit": Transition(
            ("submitted", "verified", "signed_off", "approved"), "submitted", "enter", "change this return"
        ),
        "verify": Transition(("submitted",), "verified", "verify", "verify this return"),
        "sign_off": Transition(("submitted", "verified"), "signed_off", "sign_off", "sign this return off"),
        "approve": Transition(("signed_off",), "approved", "approve", "approve this return for committee"),
        "return": Transition(
            ("submitted", "verified", "signed_off", "approved"), "returned", "sign_off", "send this return back"
        ),
    },
)

PAPER = Life(
    title="A paper",
    first="drafted",
    states={
        "drafted": State("Being drafted", "performance_team"),
        "cleared": State("Implications cleared", "committee_clerk"),
        "finalised": State("Finalised", "committee_clerk"),
        "published": State("Published with the agenda"),
    },
    transitions={
        "clear": Transition(("drafted",), "cleared", "edit_papers", "mark the implications as cleared"),
        "redraft": Transition(("cleared",), "drafted", "edit_papers", "reopen the draft"),
        "finalise": Transition(("cleared",), "finalised", "finalise_papers", "finalise this paper"),
        "publish": Transition(("finalised",), "published", "finalise_papers", "publish this paper"),
    },
)

OUTCOME = Life(
    title="An outcome",
    first="listed",
    states={
        "listed": State("On the agenda", "committee_clerk"),
        "considered": State("Considered", "committee_clerk"),
        "resolved": State("Resolved", "committee_clerk"),
        "recommended": State("Recommended to another body", "committee_clerk"),
        "referred": State("Referred", "committee_clerk"),
        "deferred": State("Deferred", "committee_clerk"),
        "confirmed": State("Minutes confirmed", "committee_clerk"),
        "closed": State("Actions closed"),
    },
    transitions={
        "consider": Transition(("listed", "deferred"), "considered", "record_outcomes", "record that this was heard"),
        "resolve": Transition(("considered",), "resolved", "record_outcomes", "record a resolution"),
        "recommend": Transition(("considered",), "recommended", "record_outcomes", "record a recommendation"),
        "refer": Transition(("considered",), "referred", "record_outcomes", "record a referral"),
        "defer": Transition(("considered",), "deferred", "record_outcomes", "record that this was deferred"),
        "confirm": Transition(
            ("resolved", "recommended", "referred"), "confirmed", "record_outcomes", "confirm the minutes"
        ),
        "close": Transition(("confirmed",), "closed", "record_outcomes", "close the actions"),
    },
)

TRACKED = Life(
    title="What is asked for",
    first="asked",
    states={
        "asked": State("Waiting for an answer", "measure_owner"),
        "answered": State("Answered", "committee_clerk"),
        "closed": State("Closed"),
    },
    transitions={
        "answer": Transition(("asked", "answered"), "answered", "chase", "answer this"),
        "move": Transition(("asked",), "asked", "record_outcomes", "give this to somebody else or another day"),
        "ask_again": Transition(("answered",), "asked", "record_outcomes", "ask for this again"),
        "close": Transition(("answered",), "closed", "record_outcomes", "close this"),
    },
)

FINAL = ("finalised", "published")
"""The states of a paper whose figures, words and date no longer change."""

LIVES: tuple[Life, ...] = (ITEM, PAPER, OUTCOME, TRACKED)

# From which state on an item has reached a stage that `visible_to` of the framework names.
_REACHED: Mapping[str, tuple[str, ...]] = {
    "entered": ("entered", "submitted", "verified", "signed_off", "approved"),
    "submitted": ("submitted", "verified", "signed_off", "approved"),
    "verified": ("verified", "signed_off", "approved"),
    "signed_off": ("signed_off", "approved"),
    "approved": ("approved",),
}


def has_reached(state: str, stage: str) -> bool:
    """Whether an item in `state` has reached a stage of the framework ("submitted", "approved", …).

    An item never reaches the stages of its paper ("finalised", "published"): what was printed is read from the paper.
    """
    return state in _REACHED.get(stage, ())


def diagrams_markdown() -> str:
    """The state machines as Mermaid diagrams and tables, for the reference documentation."""
    parts = ["# The lives of a round\n\nGenerated from `goldenthread/rules/workflow.py`; do not edit.\n"]
    for life in LIVES:
        parts.append(f"## {life.title}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {life.first}\n")
        for verb, step in life.transitions.items():
            parts.extend(f"    {source} --> {step.target}: {verb}\n" for source in step.sources)
        parts.append("```\n\n| State | Called | Who acts next |\n|---|---|---|\n")
        for code, state in life.states.items():
            parts.append(f"| `{code}` | {state.word} | {state.owner.replace('_', ' ') or 'nobody'} |\n")
        parts.append("\n| Verb | What it does | From | To | Needs permission |\n|---|---|---|---|---|\n")
        for verb, step in life.transitions.items():
            sources = ", ".join(step.sources)
            parts.append(f"| `{verb}` | {step.does} | {sources} | {step.target} | `{step.permission}` |\n")
        parts.append("\n")
    return "".join(parts)
