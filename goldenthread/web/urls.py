"""The site's table of contents: every address, with the name that templates and views call it by."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.web.views import (
    account,
    clearances,
    framework,
    gallery,
    home,
    measure,
    member,
    papers,
    plan,
    redactions,
    scorecard,
    sign_in,
    site,
    supplied,
)

urlpatterns = [
    # Coming in, and about the site
    path("", home.page, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/password/", account.password, name="account-password"),
    path("accessibility/", site.text, {"slug": "accessibility"}, name="accessibility"),
    path("privacy/", site.text, {"slug": "privacy"}, name="privacy"),
    path("cookies/", site.text, {"slug": "cookies"}, name="cookies"),
    path("frameworks/", supplied.frameworks, name="supplied-frameworks"),
    path("frameworks/<slug:name>/", supplied.framework, name="supplied-framework"),
    path("council.css", site.council_css, name="council-css"),
    path("components/", gallery.components, name="components"),
    # Open to everybody: how the council is doing, as last published
    path("public/", include("goldenthread.web.public_urls")),
    # What is a councillor's
    path("my-committees/", member.page, name="member"),
    # The cycle: to do, updates, sign-off, Leadership Team, exceptions, completeness, rounds
    path("", include("goldenthread.web.cycle_urls")),
    # Individual objectives, for the person and the line manager
    path("", include("goldenthread.web.objective_urls")),
    # Assessments, the balanced scorecard, the engagement log and outside sets
    path("", include("goldenthread.web.assessment_urls")),
    # The Council Plan and the golden thread
    path("plan/", plan.outline, name="plan"),
    path("plan/<int:pk>/", plan.thread, name="thread"),
    path("plan/targets/", plan.targets, name="plan-targets"),
    # Service plans, team plans and their actions
    path("service-plans/", include("goldenthread.web.service_plan_urls")),
    # Everything of an objective, a service or a directorate on one card
    path("cards/", include("goldenthread.web.card_urls")),
    # What a year of the plan is delivered by
    path("delivery-plans/", include("goldenthread.web.delivery_urls")),
    # How it is going
    path("scorecard/", scorecard.scorecard, name="scorecard"),
    path("scorecard/scorecard.csv", scorecard.as_csv, name="scorecard-csv"),
    path("scorecard/scorecard.xlsx", scorecard.as_excel, name="scorecard-excel"),
    path("measures/<path:ref>/", measure.measure, name="measure"),  # a reference may have a slash
    # Risks and opportunities
    path("risks/", include("goldenthread.web.risk_urls")),
    # Budgets, savings, and the tables beside them
    path("money/", include("goldenthread.web.money_urls")),
    # Projects and decisions
    path("", include("goldenthread.web.project_urls")),
    # Agendas, outcomes and what is asked for
    path("", include("goldenthread.web.outcome_urls")),
    # Papers for committees
    path("papers/", papers.index, name="papers"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/preview/", papers.preview, name="paper-preview"),
    path("papers/<int:pk>/text/", papers.text, name="paper-text"),
    path("papers/<int:pk>/clearances/", clearances.page, name="paper-clearances"),
    path("papers/<int:pk>/frozen.json", papers.as_json, name="paper-json"),
    path("papers/<int:pk>/files/<slug:name>/", papers.download, name="paper-file"),
    path("papers/<int:pk>/<slug:verb>/", papers.step, name="paper-step"),
    path("withholding/", include("goldenthread.web.withholding_urls")),
    path("corrections/", include("goldenthread.web.correction_urls")),
    path("redactions/", redactions.index, name="redactions"),
    path("redactions/<int:pk>/approve/", redactions.approve, name="redaction-approve"),
    # The calendar of meetings, one's own dates, and the monthly report
    path("", include("goldenthread.web.meeting_urls")),
    # The council's rules
    path("framework/", framework.framework, name="framework"),
    path("framework/life/", include("goldenthread.web.life_urls")),
    path("framework/<int:pk>/source/", framework.source, name="framework-source"),
    # Wards and localities, and figures split among them
    path("", include("goldenthread.web.ward_urls")),
    # Setting a council up, and changing it
    path("set-up/", include("goldenthread.web.set_up_urls")),
]
