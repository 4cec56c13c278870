from zhicheng.eligibility.models import TrainingRule
from zhicheng.eligibility.operations import LISTS, load_rules
from zhicheng.eligibility.tests.conftest import AT
from zhicheng.reference.models import Series


def test_rules_are_loaded_once(engineering: Series) -> None:
    assert [model._default_manager.count() for model, *_ in LISTS] == [13, 18, 10, 3, 5, 3]
    assert set(load_rules(at=AT).values()) == {0}


def test_a_corrected_rule_is_not_undone(engineering: Series) -> None:
    TrainingRule.objects.filter(category="public").update(min_hours=24)
    load_rules(at=AT)
    assert dict(TrainingRule.objects.values_list("category", "min_hours")) == {
        "public": 24,
        "professional": 42,
        "elective": 18,
    }


def test_a_source_is_written_anew_and_the_rule_stays(engineering: Series) -> None:
    TrainingRule.objects.filter(category="public").update(min_hours=24, source="以前的出处")
    before = {model: {*model._default_manager.values_list("pk", "source")} for model, *_ in LISTS}
    assert load_rules(at=AT)["sources"] == 1
    rule = TrainingRule.objects.get(category="public")
    assert (rule.min_hours, rule.source) == (24, TrainingRule.objects.get(category="professional").source)
    changed = [model for model, *_ in LISTS if {*model._default_manager.values_list("pk", "source")} != before[model]]
    assert changed == [TrainingRule]


def test_every_rule_names_its_source(engineering: Series) -> None:
    sources = [source for model, *_ in LISTS for source in model._default_manager.values_list("source", flat=True)]
    assert [source for source in sources if not source] == []
