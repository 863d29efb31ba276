"""Projects, the decisions that change them, and the ranking of candidates."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import decisions, prioritisation, projects

# What is not a project stands after a dash, which no reference begins with.
urlpatterns = [
    path("projects/", projects.index, name="projects"),
    path("projects/-/add/", projects.add, name="project-add"),
    # Choosing among candidates
    path("projects/-/rankings/", prioritisation.index, name="rankings"),
    path("projects/-/rankings/begin/", prioritisation.begin, name="ranking-begin"),
    path("projects/-/rankings/<int:pk>/", prioritisation.ranking, name="ranking"),
    path("projects/-/rankings/<int:pk>/criteria/<str:code>/", prioritisation.weigh, name="ranking-weigh"),
    path("projects/-/rankings/<int:pk>/<str:ref>/", prioritisation.score, name="ranking-score"),
    # Milestones and the dates proposed for them
    path("projects/-/milestones/<int:pk>/<slug:change>/", projects.milestone, name="project-milestone"),
    path("projects/-/proposals/<int:pk>/withdraw/", projects.withdraw, name="project-withdraw"),
    # One project
    path("projects/<str:ref>/", projects.project, name="project"),
    path("projects/<str:ref>/change/", projects.change, name="project-change"),
    path("projects/<str:ref>/update/", projects.update, name="project-update"),
    path("projects/<str:ref>/milestone/", projects.add_milestone, name="project-milestone-add"),
    path("projects/<str:ref>/link/", projects.link, name="project-link"),
    path("projects/<str:ref>/standing/", projects.withdraw_standing, name="project-standing-withdraw"),
    path("projects/<str:ref>/standing/<slug:state>/", projects.stand, name="project-stand"),
    # What bodies decided
    path("decisions/", decisions.index, name="decisions"),
    path("decisions/record/<int:pk>/", decisions.record, name="decision-record"),
]
