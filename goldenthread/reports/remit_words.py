"""What a remit selects, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.models import MeasureDefinition, PlanElementVersion, Portfolio
from goldenthread.reports.names import names_on
from goldenthread.rules.remits import KINDS, OVER, Selection


def selection_words(selections: Iterable[Selection], on: date) -> tuple[str, ...]:
    """Each selection as a phrase: "Measures of the service Waste and Recycling". A fixed number of queries."""
    names = names_on(on)
    found = list(selections)
    overs = {each.over for each in found}
    elements = (
        dict(PlanElementVersion.objects.current().values_list("element_id", "title")) if "element" in overs else {}
    )
    measures = (
        dict(MeasureDefinition.objects.current().values_list("measure_id", "title")) if "measure" in overs else {}
    )
    portfolios = dict(Portfolio.objects.values_list("pk", "name")) if "portfolio" in overs else {}

    def words(each: Selection) -> str:
        kind, pk = KINDS[each.kind], each.pk or 0
        match each.over:
            case "element":
                return f"{kind} under “{elements.get(pk, pk)}”"
            case "service":
                return f"{kind} of the service {names.service(pk)}"
            case "directorate":
                return f"{kind} of the directorate {names.directorate(pk)}"
            case "portfolio":
                return f"{kind} of the portfolio {portfolios.get(pk, pk)}"
            case "measure":
                return f"{kind}: {measures.get(pk, pk)}"
            case "indicator_set":
                return f"{kind} in the set {each.name}"
            case over:
                return kind if each.kind == "risk_framework" else f"{kind} {OVER[over]}"

    return tuple(words(each) for each in found)
