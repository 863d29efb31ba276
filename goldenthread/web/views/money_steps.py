"""What finance does to money, and how a service explains it: one form for each step."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.access import Actor, check_can, check_can_somewhere
from goldenthread.actions import finance
from goldenthread.actions import savings as saving_actions
from goldenthread.models import BudgetLine, BudgetUse, Saving
from goldenthread.reports.finance import stands
from goldenthread.reports.late import late_warning
from goldenthread.reports.money_records import money_rules, scope_of, version_on
from goldenthread.rules.money_tables import TABLES
from goldenthread.rules.money_words import year_of, year_span
from goldenthread.rules.periods import ONE_DAY, period_containing
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import money as forms
from goldenthread.web.views.set_up.ask import Given, ask


def _line(request: HttpRequest, pk: int, permission: str = "manage_money") -> tuple[Actor, BudgetLine, str]:
    """Who asks, the line, and its caption; a refusal where they may not."""
    by = actor(request)
    check_can_somewhere(by, permission)
    line = get_object_or_404(BudgetLine, pk=pk)
    version = version_on(line, by.on)
    check_can(by, permission, scope_of(version))
    return by, line, f"{line.code} {version.title}"


def _back(pk: int) -> str:
    return reverse("money-line", kwargs={"pk": pk})


def _funds(by: Actor) -> list[tuple[str, str]]:
    return [(fund.code, fund.name) for fund in money_rules(by.on).funds]


def add_line(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_money")

    def do(given: Given) -> str:
        return f"{finance.add_line(by=by, at=now(), **given)} added. Now give it its original budget."

    first = year_span(year_of(by.on))[0]
    form = forms.AddLine(request.POST or None, initial={"effective_from": first}, funds=_funds(by))
    return ask(request, title="Add a budget line", form=form, do=do, back=reverse("money"), button="Add")


def revise_line(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        finance.revise_line(by=by, at=now(), line=line, **given)
        return f"{line.code} changed. Earlier days keep what they had."

    said = version_on(line, by.on)
    initial = {
        "title": said.title,
        "service": said.service_id,
        "fund": said.fund,
        "about": said.about,
        "effective_from": by.on,
    }
    form = forms.ReviseLine(request.POST or None, initial=initial, funds=_funds(by))
    return ask(request, title="Change this line", caption=caption, form=form, do=do, back=_back(pk))


def change_budget(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        finance.change_budget(by=by, at=now(), line=line, **given)
        return "The budget is changed. What it was before stays on record."

    form = forms.ChangeBudget(request.POST or None, initial={"day": by.on})
    return ask(request, title="Set or change the budget", caption=caption, form=form, do=do, back=_back(pk))


def vire(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        finance.vire(by=by, at=now(), source=line, **given)
        return f"Moved to {given['target']}. Together the two lines have what they had."

    form = forms.Virement(request.POST or None, initial={"day": by.on})
    form.fields["target"].queryset = BudgetLine.objects.filter(nature=line.nature).exclude(pk=pk)  # type: ignore[attr-defined]
    return ask(request, title="Move money to another line", caption=caption, form=form, do=do, back=_back(pk))


def reprofile(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        finance.reprofile(by=by, at=now(), line=line, **given)
        return "Re-profiled. The scheme’s approved total is what it was."

    form = forms.Reprofile(request.POST or None, initial={"day": by.on, "to_year": year_of(by.on) + 1})
    return ask(request, title="Re-profile this scheme", caption=caption, form=form, do=do, back=_back(pk))


def fund(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        return f"{finance.fund_scheme(by=by, at=now(), line=line, **given).source} recorded."

    form = forms.Funding(request.POST or None)
    return ask(request, title="What pays for this scheme", caption=caption, form=form, do=do, back=_back(pk))


def position(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        kept = finance.record_position(by=by, at=now(), line=line, **given)
        return "Recorded." if kept else "Nothing differs from what was there."

    initial = {"ends": _newest(by)}
    there = line.positions.current().filter(ends=initial["ends"]).first()
    if there is not None:
        initial |= {name: getattr(there, name) for name in (*finance.FIGURES, "explanation")}
    form = forms.Position(request.POST or None, initial=initial)
    if line.nature != "capital":
        del form.fields["slippage"]
    return ask(request, title="Where this line stands", caption=caption, form=form, do=do, back=_back(pk))


def _newest(by: Actor) -> date:
    """The newest day with figures; before there are any, the end of the last full quarter."""
    known = stands(on=by.on)
    if known.choices:
        return known.ends
    return period_containing(by.on, "quarter", "financial").start - ONE_DAY


def explain(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk, "explain_money")
    ends = stands(on=by.on).ends
    there = line.positions.current().filter(ends=ends).first()

    def do(given: Given) -> str:
        finance.explain(by=by, at=now(), line=line, ends=ends, **given)
        return "Your explanation is kept beside the figures."

    form = forms.Explain(request.POST or None, initial={"explanation": there.explanation if there else ""})
    return ask(
        request,
        title="Explain where this line stands",
        lead=late_warning(on=by.on, budget=line),
        caption=caption,
        form=form,
        do=do,
        back=_back(pk),
    )


def pays_for(request: HttpRequest, pk: int) -> HttpResponse:
    by, line, caption = _line(request, pk)

    def do(given: Given) -> str:
        return f"{finance.pays_for(by=by, at=now(), line=line, **given)}."

    form = forms.PaysFor(request.POST or None, initial={"starts": year_span(year_of(by.on))[0]})
    return ask(
        request,
        title="What this line pays for",
        lead="Choose one part of the plan, one measure or one project.",
        caption=caption,
        form=form,
        do=do,
        back=_back(pk),
        button="Add",
    )


def stop_paying(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_somewhere(actor(request), "manage_money")
    use = get_object_or_404(BudgetUse.objects.current(), pk=pk)
    by, _, caption = _line(request, use.line_id)

    def do(given: Given) -> str:
        finance.stop_paying(by=by, at=now(), use=use, **given)
        return "Ended."

    form = forms.EndUse(request.POST or None, initial={"last_day": by.on})
    return ask(request, title="End what it pays for", caption=caption, form=form, do=do, back=_back(use.line_id))


def add_saving(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_money")

    def do(given: Given) -> str:
        return f"{saving_actions.add(by=by, at=now(), **given)} added."

    form = forms.AddSaving(request.POST or None, initial={"year": year_of(by.on)}, funds=_funds(by))
    return ask(request, title="Add a saving", form=form, do=do, back=reverse("money-savings"), button="Add")


def saving_position(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_money")
    saving = get_object_or_404(Saving, pk=pk)
    version = saving.versions.current().get()

    def do(given: Given) -> str:
        figures = {name: given[name] or 0 for name in ("achieved", "delivered", "pressures")}
        kept = saving_actions.record_position(by=by, at=now(), saving=saving, **(given | figures))
        return "Recorded." if kept else "Nothing differs from what was there."

    form = forms.SavingPosition(request.POST or None, initial={"ends": _newest(by)})
    caption = f"{saving.ref} {version.title}"
    return ask(
        request, title="How far this saving has come", caption=caption, form=form, do=do, back=reverse("money-savings")
    )


def table_row(request: HttpRequest, table: str) -> HttpResponse:
    by = actor(request)
    check_can(by, "manage_money")
    if table not in TABLES:
        raise Http404
    found = TABLES[table]
    form = forms.TableRow(found, request.POST or None, initial={"ends": _newest(by)})

    def do(given: Given) -> str:
        kept = saving_actions.set_row(
            by=by,
            at=now(),
            table=table,
            ends=given["ends"],
            label=given["label"],
            typed=form.typed(),
            reason=given["reason"],
        )
        return f"{given['label']} recorded." if kept else "Nothing differs from what was there."

    return ask(request, title="A row of the table", caption=found.title, form=form, do=do, back=reverse("money-tables"))
