from zhicheng.eligibility.models import PeriodRule, RecognitionRule, SeniorityRule, TrainingRule
from zhicheng.eligibility.operations import load_rules
from zhicheng.eligibility.tests.conftest import AT
from zhicheng.reference.models import Series


def test_rules_are_loaded_once(engineering: Series) -> None:
    counts = [model._default_manager.count() for model in (PeriodRule, SeniorityRule, RecognitionRule, TrainingRule)]
    assert counts == [12, 18, 9, 3]
    assert load_rules(at=AT) == {"periods": 0, "seniority": 0, "recognition": 0, "training": 0}


def test_a_corrected_rule_is_not_undone(engineering: Series) -> None:
    TrainingRule.objects.filter(category="public").update(min_hours=24)
    load_rules(at=AT)
    assert dict(TrainingRule.objects.values_list("category", "min_hours")) == {
        "public": 24,
        "professional": 42,
        "elective": 18,
    }


def test_every_rule_names_its_source(engineering: Series) -> None:
    sources = [
        source
        for model in (PeriodRule, RecognitionRule, SeniorityRule, TrainingRule)
        for source in model._default_manager.values_list("source", flat=True)
    ]
    assert [source for source in sources if not source] == []
