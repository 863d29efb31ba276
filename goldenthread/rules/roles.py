"""Roles and what each may do, as a table that an information-governance officer can read.

A role is held over something (a measure, a project, a service, a directorate, a body, a portfolio) or over the whole
council. A permission reaches only as far as the role: a head of service signs off for that service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PERMISSIONS: Mapping[str, str] = {
    "enter": "enter, explain and submit returns",
    "verify": "verify returns somebody else submitted",
    "sign_off": "sign returns off or send them back",
    "approve": "approve or send back returns for committee, and lock",
    "override": "set a status by hand, with a reason",
    "write_exceptions": "write exception reports",
    "waive": "waive a missing return or exception report",
    "see_working": "see figures before they are approved",
    "chase": "see who is late and chase",
    "manage_rounds": "open and close rounds",
    "manage_plan": "change the plan and the golden thread",
    "manage_measures": "change measures, targets and tolerances",
    "manage_projects": "add, change and end projects and rank candidates",
    "update_projects": "update projects, their milestones and proposed dates",
    "manage_risks": "add, change and archive risks, and answer escalations",
    "review_risks": "assess and review risks, their controls and actions",
    "write_service_plans": "write service plans and the actions in them",
    "manage_money": "change budgets, their positions, savings and the tables beside them",
    "explain_money": "explain where the money of a service stands",
    "assess": "write assessments, recognise achievements and keep the engagement log",
    "manage_people": "change services, posts, people and roles",
    "manage_governance": "change committees, remits and meetings",
    "manage_site": "change the council's name, colour, site texts and framework",
    "withhold": "mark what may not be published, or lift the mark",
    "see_withheld": "read what is withheld from the public",
    "edit_papers": "write the text of papers and mark implications as cleared",
    "finalise_papers": "finalise and publish papers",
    "record_outcomes": "record what bodies decided",
    "ask_for_more": "ask for more about a measure or a project",
    "redact": "ask for or approve a redaction",
    "import_data": "load files of measures and figures",
    "see_audit": "read the audit trail",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its usual words, what it is held over, and what it may do there."""

    word: str
    over: tuple[str, ...]
    permissions: tuple[str, ...]


ROLES: Mapping[str, Role] = {
    "data_provider": Role(
        "Data provider", ("measure", "service"), ("enter", "see_working", "see_withheld", "write_exceptions")
    ),
    "measure_owner": Role(
        "Measure owner", ("measure",), ("enter", "see_working", "see_withheld", "write_exceptions")
    ),
    "verifier": Role("Verifier", ("measure", "service"), ("verify", "see_working", "see_withheld")),
    "project_manager": Role(
        "Project manager",
        ("project", "service"),
        ("update_projects", "see_working", "see_withheld", "write_exceptions"),
    ),
    "head_of_service": Role(
        "Head of service",
        ("service",),
        (
            "enter", "sign_off", "see_working", "write_exceptions", "manage_projects", "update_projects",
            "write_service_plans", "assess", "manage_risks", "review_risks", "explain_money", "withhold",
            "see_withheld",
        ),
    ),
    "director": Role(
        "Director",
        ("directorate",),
        (
            "sign_off", "approve", "override", "see_working", "write_exceptions", "manage_projects", "update_projects",
            "write_service_plans", "assess", "manage_risks", "review_risks", "explain_money", "withhold",
            "see_withheld",
        ),
    ),
    "leadership_team": Role(
        "Leadership Team",
        ("council",),
        ("approve", "override", "see_working", "see_withheld", "chase", "manage_risks", "review_risks"),
    ),
    "performance_team": Role(
        "Performance team",
        ("council",),
        (
            "enter", "waive", "see_working", "chase", "manage_rounds", "manage_plan", "manage_measures",
            "manage_projects", "update_projects", "manage_people", "manage_governance", "edit_papers",
            "write_exceptions", "redact", "import_data", "see_audit", "write_service_plans",
            "assess", "manage_risks", "review_risks", "withhold",
            "see_withheld",
        ),
    ),
    "committee_clerk": Role(
        "Committee clerk",
        ("council", "body"),
        (
            "see_working", "manage_governance", "edit_papers", "finalise_papers", "record_outcomes", "ask_for_more",
            "withhold", "see_withheld",
        ),
    ),
    "risk_officer": Role(
        "Risk officer",
        ("council",),
        ("see_working", "withhold", "see_withheld", "manage_risks", "review_risks", "edit_papers"),
    ),
    "finance_partner": Role(
        "Finance business partner",
        ("council", "directorate"),
        ("see_working", "see_withheld", "edit_papers", "manage_money", "explain_money"),
    ),
    "portfolio_holder": Role("Portfolio holder", ("portfolio",), ("ask_for_more",)),
    "member": Role("Member", ("body", "council"), ("ask_for_more", "see_withheld")),
    "auditor": Role("Internal auditor", ("council",), ("see_working", "see_audit", "chase")),
    "administrator": Role(
        "Administrator",
        ("council",),
        ("manage_people", "manage_governance", "manage_site", "see_audit", "redact"),
    ),
}  # fmt: skip


def roles_with(permission: str) -> tuple[str, ...]:
    """The words of the roles that carry a permission, for a refusal that says who could do it."""
    return tuple(role.word for role in ROLES.values() if permission in role.permissions)


def permission_matrix_markdown() -> str:
    """Who may do what, as a table for the reference documentation."""
    head = "# Who may do what\n\nGenerated from `goldenthread/rules/roles.py`; do not edit.\n\n"
    over = "| Role | Held over |\n|---|---|\n" + "".join(
        f"| {role.word} | {', '.join(role.over).replace('council', 'the whole council')} |\n" for role in ROLES.values()
    )
    table = "\n| To… | Roles |\n|---|---|\n" + "".join(
        f"| {does} (`{code}`) | {', '.join(roles_with(code)) or 'nobody yet'} |\n" for code, does in PERMISSIONS.items()
    )
    return head + over + table
