"""The addresses of set-up, under /set-up/: the list of a thing, then what can be done to it."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import objectives
from goldenthread.web.views.set_up import (
    checklist,
    council,
    files,
    governance,
    measures,
    organisation,
    people,
    plans,
    remits,
)

urlpatterns = [
    path("", checklist.checklist, name="set-up"),
    # The council
    path("council/", council.change, name="set-up-council"),
    path("texts/", council.site_texts, name="set-up-texts"),
    path("texts/<slug:slug>/", council.site_text, name="set-up-text"),
    path("framework/adopt/", council.adopt_framework, name="set-up-framework-adopt"),
    # Directorates and services
    path("services/", organisation.services, name="set-up-services"),
    path("services/add/", organisation.add_service, name="set-up-service-add"),
    path("services/<int:pk>/rename/", organisation.rename_service, name="set-up-service-rename"),
    path("services/<int:pk>/move/", organisation.move_service, name="set-up-service-move"),
    path("services/<int:pk>/end/", organisation.end_service, name="set-up-service-end"),
    path("directorates/add/", organisation.add_directorate, name="set-up-directorate-add"),
    path("directorates/<int:pk>/rename/", organisation.rename_directorate, name="set-up-directorate-rename"),
    path("directorates/<int:pk>/end/", organisation.end_directorate, name="set-up-directorate-end"),
    # Posts
    path("posts/", organisation.posts, name="set-up-posts"),
    path("posts/add/", organisation.add_post, name="set-up-post-add"),
    path("posts/<int:pk>/change/", organisation.change_post, name="set-up-post-change"),
    path("posts/<int:pk>/fill/", organisation.fill_post, name="set-up-post-fill"),
    path("posts/held/<int:pk>/end/", organisation.vacate_post, name="set-up-post-vacate"),
    # People and roles
    path("people/", people.everybody, name="set-up-people"),
    path("people/add/", people.add_person, name="set-up-person-add"),
    path("people/<int:pk>/", people.person, name="set-up-person"),
    path("people/<int:pk>/change/", people.change_person, name="set-up-person-change"),
    path("people/<int:pk>/account/", people.give_account, name="set-up-person-account"),
    path("people/<int:pk>/sign-in/", people.change_sign_in, name="set-up-person-sign-in"),
    path("people/<int:pk>/password/", people.set_password, name="set-up-person-password"),
    path("people/<int:pk>/role/", people.assign_role, name="set-up-person-role"),
    path("people/<int:pk>/leave/", people.leave, name="set-up-person-leave"),
    path("people/<int:pk>/return/", people.come_back, name="set-up-person-return"),
    path("people/<int:pk>/anonymise/", people.anonymise, name="set-up-person-anonymise"),
    path("line-managers/", objectives.managers, name="set-up-line-managers"),
    path("line-managers/<int:pk>/", objectives.set_manager, name="set-up-line-manager"),
    path("line-managers/<int:pk>/end/", objectives.end_manager, name="set-up-line-manager-end"),
    path("roles/<int:pk>/end/", people.end_role, name="set-up-role-end"),
    # Committees, meetings, closure days, portfolios
    path("committees/", governance.committees, name="set-up-committees"),
    path("committees/add/", governance.add_body, name="set-up-committee-add"),
    path("committees/of-framework/", governance.add_bodies_of_framework, name="set-up-committees-of-framework"),
    path("committees/<int:pk>/", governance.committee, name="set-up-committee"),
    path("committees/<int:pk>/rename/", governance.rename_body, name="set-up-committee-rename"),
    path("committees/<int:pk>/remit/", governance.change_remit, name="set-up-committee-remit"),
    path("committees/<int:pk>/looks-at/", remits.add, name="set-up-committee-look"),
    path("committees/<int:pk>/looks-at/<int:number>/remove/", remits.drop, name="set-up-committee-look-drop"),
    path("committees/<int:pk>/end/", governance.end_body, name="set-up-committee-end"),
    path("committees/<int:pk>/meeting/", governance.add_meeting, name="set-up-meeting-add"),
    path("meetings/<int:pk>/move/", governance.move_meeting, name="set-up-meeting-move"),
    path("meetings/<int:pk>/cancel/", governance.cancel_meeting, name="set-up-meeting-cancel"),
    path("closures/", governance.closures, name="set-up-closures"),
    path("closures/<int:pk>/remove/", governance.remove_closure, name="set-up-closure-remove"),
    path("portfolios/", governance.portfolios, name="set-up-portfolios"),
    path("portfolios/add/", governance.add_portfolio, name="set-up-portfolio-add"),
    path("portfolios/<int:pk>/end/", governance.end_portfolio, name="set-up-portfolio-end"),
    # Plans and the golden thread
    path("plans/", plans.all_plans, name="set-up-plans"),
    path("plans/add/", plans.add_plan, name="set-up-plan-add"),
    path("plans/<int:pk>/change/", plans.change_plan, name="set-up-plan-change"),
    path("plans/<int:pk>/element/", plans.add_element, name="set-up-element-add"),
    path("elements/<int:pk>/words/", plans.revise_element, name="set-up-element-words"),
    path("elements/<int:pk>/place/", plans.place_element, name="set-up-element-place"),
    path("elements/<int:pk>/end/", plans.end_element, name="set-up-element-end"),
    path("elements/<int:pk>/link/", plans.link_to_element, name="set-up-element-link"),
    path("links/<int:pk>/end/", plans.unlink, name="set-up-link-end"),
    # Measures
    path("measures/", measures.all_measures, name="set-up-measures"),
    path("measures/add/", measures.add_measure, name="set-up-measure-add"),
    path("measures/<int:pk>/", measures.measure, name="set-up-measure"),
    path("measures/<int:pk>/definition/", measures.redefine, name="set-up-measure-definition"),
    path("measures/<int:pk>/owner/", measures.set_owner, name="set-up-measure-owner"),
    path("measures/<int:pk>/place/", measures.place, name="set-up-measure-place"),
    path("measures/<int:pk>/targets/", measures.targets, name="set-up-measure-targets"),
    path("measures/<int:pk>/tolerance/", measures.tolerance, name="set-up-measure-tolerance"),
    path("measures/<int:pk>/benchmark/", measures.add_benchmark, name="set-up-measure-benchmark"),
    path("measures/<int:pk>/link/", plans.link_measure, name="set-up-measure-link"),
    path("measures/<int:pk>/<slug:change>/", measures.change_standing, name="set-up-measure-standing"),
    # Files
    path("files/<slug:kind>/", files.upload, name="set-up-file"),
    path("files/<slug:kind>/template/", files.template, name="set-up-file-template"),
]
