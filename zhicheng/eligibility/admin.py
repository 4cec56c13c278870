"""The rules as administrators read them: a rule changes with the text that says so, by `load_rules`."""

from zhicheng.audit.admin import PagesOf, ReadPages
from zhicheng.eligibility.models import (
    CrossoverRule,
    ModeRule,
    PeriodRule,
    RecognitionRule,
    SeniorityRule,
    TrainingRule,
)

SAID = ("valid_from", "valid_to", "source")


class PeriodPages(ReadPages):
    list_display = ("mode", "obtained_by", "from_year", "to_year", "seniority_from", "material_from", *SAID)
    list_display_links = ("obtained_by",)


class SeniorityPages(ReadPages):
    list_display = ("target", "series", "education", "degree", "held", "years", *SAID)
    list_select_related = ("series",)
    list_filter = ("target", "series")


class RecognitionPages(ReadPages):
    list_display = ("target", "education", "years", "note", *SAID)


class ModePages(ReadPages):
    list_display = ("mode", "who", "asks", *SAID)


class CrossoverPages(ReadPages):
    list_display = ("target", "skill", "years", *SAID)


class TrainingPages(ReadPages):
    list_display = ("category", "min_hours", *SAID)


PAGES: PagesOf = {
    PeriodRule: PeriodPages,
    SeniorityRule: SeniorityPages,
    RecognitionRule: RecognitionPages,
    ModeRule: ModePages,
    CrossoverRule: CrossoverPages,
    TrainingRule: TrainingPages,
}
