"""What can be done with one risk: each step a form, an action and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import risk_scores, risks
from goldenthread.models import Link, RiskAction, RiskAssessment, RiskControl, RiskIndicator, RiskMove
from goldenthread.reports.late import late_warning
from goldenthread.reports.risk_page import RiskPage, risk_page
from goldenthread.reports.risk_records import RiskRecord, one, risk_framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import Matrix
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import risks as of_risks
from goldenthread.web.views.set_up.ask import Given, ask


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that somebody wants to take: with which risk, and with which of its actions, controls or proposals."""

    by: Actor
    record: RiskRecord
    page: RiskPage
    pk: int
    posted: Any

    @property
    def matrix(self) -> Matrix:
        """Today's matrix for this kind of risk."""
        settings = risk_framework(self.by.on).framework.risk
        return settings.matrix("opportunity" if self.record.risk.kind == "opportunity" else "threat")


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its title, what it takes (a word of `RiskPage.may`), its form, and what is done with what was given."""

    title: str
    needs: str
    form: Callable[[Asked], forms.Form]
    do: Callable[[Asked, Given], str]
    button: str = "Save"
    of_one: bool = False


_PERMISSIONS: Final = {
    "manage": "manage_risks",
    "review": "review_risks",
    "act": "review_risks",
    "answer": "record_outcomes",
    "answer_move": "manage_risks",
}


def step(request: HttpRequest, ref: str, name: str, pk: int = 0) -> HttpResponse:
    """Take a step with a risk; `pk` is the action, control, proposal or move it is about."""
    by = actor(request)
    record = one(reader=by, ref=ref)
    found = STEPS.get(name)
    if found is None or found.of_one != bool(pk):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    asked = Asked(by, record, risk_page(reader=by, ref=ref, on=by.on), pk, posted)
    _check_may(asked, found.needs)
    back = reverse("risk", args=[ref])
    line = asked.page.line
    return ask(
        request,
        title=found.title,
        lead=_lead(asked, found),
        caption=f"{line.ref} {line.title}",
        form=found.form(asked),
        do=lambda given: found.do(asked, given),
        back=back,
        button=found.button,
    )


def _lead(asked: Asked, found: Step) -> str:
    """What has to be known to take a step: for a committee's answer, the score that waits for it."""
    line = asked.page.line
    if found.needs != "answer" or line.pending is None:
        return f"{asked.page.sentence} {late_warning(on=asked.by.on, risk=asked.record.risk)}".strip()
    stands = f" {line.now.text} {line.now.word} was agreed before." if line.agreed and line.now else ""
    return f"Officers propose {line.pending.text} {line.pending.word}.{stands}"


def _check_may(asked: Asked, needs: str) -> None:
    if needs in asked.page.may:
        return
    check_can(asked.by, _PERMISSIONS[needs], Scope() if needs == "answer_move" else asked.record.scope)
    line = asked.page.line
    if line.state != "open":
        raise Refusal("risk_closed", f"{line.ref}: {line.state_word.lower()}. Reopen it first.")
    raise Refusal("nothing_waiting", f"No proposed score of {line.ref} waits for a committee.")


# Forms ----------------------------------------------------------------------------------------------------------------


def _restate_form(asked: Asked) -> forms.Form:
    settings = risk_framework(asked.by.on).framework.risk
    return of_risks.RestateRisk(
        asked.posted, settings=settings, kind=asked.record.risk.kind, now=asked.record.statement
    )


def _assess_form(asked: Asked) -> forms.Form:
    settings, last = risk_framework(asked.by.on).framework.risk, asked.record.last("current")
    initial: dict[str, Any] = {"aspect": "current", "assessed_on": asked.by.on}
    if last is not None:
        initial["likelihood"] = last.assessment.likelihood
        for place, name in enumerate(settings.dimensions or ("",)):
            initial[f"impact-{place}"] = last.assessment.impacts.get(name, "")
    return of_risks.AssessRisk(asked.posted, settings=settings, matrix=asked.matrix, initial=initial)


def _answer_form(asked: Asked) -> forms.Form:
    return of_risks.AnswerProposal(asked.posted, matrix=asked.matrix, body=asked.record.statement.body_id)


def _move_form(asked: Asked) -> forms.Form:
    levels = risks.may_move_to(asked.record.statement)
    if not levels:
        said = "names no service, project or partnership to go to. Describe it anew with one first."
        raise Refusal("no_home", f"{asked.record.risk.ref} {said}")
    return of_risks.ProposeMove(asked.posted, levels=levels)


def _plain(form: type[forms.Form], *today: str) -> Callable[[Asked], forms.Form]:
    """A form without choices of its own; `today` are the dates that are today unless somebody says otherwise."""
    return lambda asked: form(asked.posted, initial=dict.fromkeys(today, asked.by.on))


# What is done ---------------------------------------------------------------------------------------------------------


def _restate(asked: Asked, given: Given) -> str:
    risks.restate(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "Described anew. The earlier words stay on record."


def _assess(asked: Asked, given: Given) -> str:
    scored = risk_scores.assess(by=asked.by, at=now(), risk=asked.record.risk, **given)
    waits = scored.aspect == "current" and asked.record.statement.body_id is not None
    return f"Scored {scored.label}: {scored.band}." + (" It now waits for its committee." if waits else "")


def _answer(asked: Asked, given: Given) -> str:
    proposal = get_object_or_404(RiskAssessment, pk=asked.pk, risk=asked.record.risk)
    said: Mapping[str, Any] = {"decision": given["decision"], "note": given["note"]}
    if given["outcome"] == "agreed":
        answer = risk_scores.agree(by=asked.by, at=now(), proposal=proposal, **said)
    else:
        levels = (given["likelihood"], given["impact"]) if given["outcome"] == "set" else None
        answer = risk_scores.refuse(by=asked.by, at=now(), proposal=proposal, levels=levels, **said)
    return f"Recorded. {answer.agreed.label} stands."


def _review(asked: Asked, given: Given) -> str:
    reviewed = risk_scores.review(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return f"Reviewed. Next review by {day_words(reviewed.next_review)}."


def _add_control(asked: Asked, given: Given) -> str:
    risk_scores.add_control(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "The control is added."


def _end_control(asked: Asked, _given: Given) -> str:
    control = get_object_or_404(RiskControl.objects.current(), pk=asked.pk, risk=asked.record.risk)
    risk_scores.end_control(by=asked.by, at=now(), control=control)
    return "The control is no longer in place. That it was stays on record."


def _plan_action(asked: Asked, given: Given) -> str:
    risk_scores.plan_action(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "The action is added."


def _update_action(asked: Asked, given: Given) -> str:
    action = get_object_or_404(RiskAction, pk=asked.pk, risk=asked.record.risk)
    risk_scores.update_action(by=asked.by, at=now(), action=action, **given)
    return "The action is updated."


def _propose_move(asked: Asked, given: Given) -> str:
    risks.propose_move(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "The move is proposed. It takes effect when it is accepted."


def _answer_move(asked: Asked, given: Given) -> str:
    move = get_object_or_404(RiskMove, pk=asked.pk, risk=asked.record.risk)
    accepted = given["accepted"] == "yes"
    risks.answer_move(by=asked.by, at=now(), move=move, accepted=accepted, reason=given["reason"])
    return "The risk has moved." if accepted else "The risk stays where it is."


def _archive(asked: Asked, given: Given) -> str:
    risks.archive(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "Archived. Everything about it stays on record."


def _happened(asked: Asked, given: Given) -> str:
    risks.happened(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "Recorded as an issue."


def _reopen(asked: Asked, given: Given) -> str:
    risks.reopen(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return "Open again."


def _bear_on(asked: Asked, given: Given) -> str:
    element = given["element"]
    risks.bear_on(by=asked.by, at=now(), risk=asked.record.risk, element=element, starts=asked.by.on)
    return f"Linked to {element.code}."


def _end_bearing(asked: Asked, given: Given) -> str:
    link = get_object_or_404(Link.objects.current(), serves=asked.pk, risk=asked.record.risk, ends=None)
    risks.stop_bearing_on(by=asked.by, at=now(), link=link, **given)
    return "The link ends then. That it was there stays on record."


def _stop_watching(asked: Asked, _given: Given) -> str:
    indicator = get_object_or_404(RiskIndicator.objects.current(), measure=asked.pk, risk=asked.record.risk)
    risks.stop_watching(by=asked.by, at=now(), indicator=indicator)
    return "The measure no longer shows how it goes. That it did stays on record."


def _watch(asked: Asked, given: Given) -> str:
    risks.watch(by=asked.by, at=now(), risk=asked.record.risk, **given)
    return f"{given['measure'].ref} shows how it goes."


STEPS: Final[Mapping[str, Step]] = {
    "words": Step("Describe it anew", "manage", _restate_form, _restate),
    "score": Step("Score this risk", "review", _assess_form, _assess),
    "answer": Step("What the committee decided", "answer", _answer_form, _answer, of_one=True),
    "review": Step("Review this risk", "review", _plain(of_risks.ReviewRisk, "reviewed_on"), _review),
    "control": Step("Add a control", "review", _plain(of_risks.AddControl), _add_control, "Add"),
    "end-control": Step("End this control", "review", _plain(forms.Form), _end_control, "End it", of_one=True),
    "plan": Step("Plan an action", "review", _plain(of_risks.PlanAction), _plan_action, "Add"),
    "action": Step("How this action goes", "act", _plain(of_risks.UpdateAction), _update_action, of_one=True),
    "move": Step("Escalate, or bring back down", "review", _move_form, _propose_move, "Propose"),
    "answer-move": Step(
        "Answer the proposed move", "answer_move", _plain(of_risks.AnswerMove), _answer_move, of_one=True
    ),
    "archive": Step("Archive this risk", "manage", _plain(of_risks.CloseRisk, "effective_from"), _archive, "Archive"),
    "happened": Step("It has happened", "manage", _plain(of_risks.Happened, "effective_from"), _happened),
    "reopen": Step("Open it again", "manage", _plain(of_risks.CloseRisk, "effective_from"), _reopen, "Reopen"),
    "link": Step("What it bears on", "manage", _plain(of_risks.BearOn), _bear_on, "Link"),
    "end-link": Step(
        "It no longer bears on this",
        "manage",
        _plain(of_risks.EndBearing, "last_day"),
        _end_bearing,
        "End it",
        of_one=True,
    ),
    "end-measure": Step(
        "This measure no longer shows it", "review", _plain(forms.Form), _stop_watching, "End it", of_one=True
    ),
    "measure": Step("A measure that shows it", "review", _plain(of_risks.Watch), _watch, "Link"),
}
