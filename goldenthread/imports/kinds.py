"""The kinds of file that set a council up, in the order in which they are needed."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.imports.calendar_file import CALENDAR
from goldenthread.imports.loading import FileKind
from goldenthread.imports.measures_file import MEASURES
from goldenthread.imports.people_file import PEOPLE, SERVICES
from goldenthread.imports.plan_file import PLAN
from goldenthread.imports.targets_file import TARGETS
from goldenthread.imports.wards_file import WARD_FIGURES, WARDS

FILE_KINDS: Mapping[str, FileKind] = {
    kind.code: kind for kind in (SERVICES, PEOPLE, PLAN, MEASURES, TARGETS, CALENDAR, WARDS, WARD_FIGURES)
}
