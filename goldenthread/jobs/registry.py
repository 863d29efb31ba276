"""Which job does which kind of outbox row: a new kind is one entry here and one function."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.actions.papers import BUILD_FILES
from goldenthread.jobs import monthly, papers
from goldenthread.jobs.outbox import Job
from goldenthread.reports.monthly import SEND_REPORT

JOBS: Mapping[str, Job] = {BUILD_FILES: papers.build_files, SEND_REPORT: monthly.send_report}
