"""Which rules and lists still say 待核对: those for which no source is at hand. What finds its source leaves here."""

import csv
from collections import Counter
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "zhicheng"
MARK = "待核对"


def marked(path: str, *key: str) -> Counter[str]:
    """How many rows of a file are marked, by what tells them apart."""
    with (HOUSE / path).open(encoding="utf-8", newline="") as file:
        return Counter(" ".join(row[name] for name in key) for row in csv.DictReader(file) if MARK in row["source"])


@pytest.mark.parametrize(
    ("path", "key", "rows"),
    [
        (
            "eligibility/data/periods.csv",
            ("mode", "obtained_by", "to_year", "valid_to"),
            {
                " recognition 2020 ": 1,  # from when seniority counts, [D]
                " exam  ": 1,  # §2(三) of the notice was never read in full, [KU]
                " confirmation  ": 1,  # no rule was found, [D]
                " recognition  2019-12-31": 1,
                " exam  2019-12-31": 1,
                " confirmation  2019-12-31": 1,
                "crossover   ": 1,  # Shandong's pattern; Guangdong's text was not found
            },
        ),
        ("eligibility/data/seniority.csv", ("target", "education"), {"senior 21": 1}),  # [KU]
        ("eligibility/data/recognition.csv", ("target", "education"), {"technician 44": 1}),  # 职业高中, [D]
        ("eligibility/data/training.csv", ("category",), {}),
        ("eligibility/data/modes.csv", ("mode",), {"transfer": 1, "re_review": 1, "crossover": 1}),
        (
            "eligibility/data/crossover.csv",
            ("target",),
            {"assistant": 1, "intermediate": 1, "deputy_senior": 1},
        ),
        (
            "reference/data/codes.csv",
            ("list",),
            {
                # §5.4: code lists are [KU]
                "education": 9,
                "degree": 3,
                "unit_nature": 8,
                "appraisal_grade": 5,
                # §6.1: the words of the official form, which was not found
                "obtained_by": 4,
                "study_mode": 2,
                "work_level": 6,
                "achievement_part": 3,
                "award_grade": 6,
                "drafting_role": 2,
                "book_sort": 5,
                "book_role": 5,
                "reward_sort": 2,
                # 其他: whatever the notice of the year says
                "reject_unit": 1,
                "reject_competent": 1,
                "reject_office": 1,
                "reject_hrss": 1,
                "letter_number": 1,  # §6.5, [KU]
                "warn_draft": 4,  # this system's own
                "warn_correction": 2,
                "exceptional": 4,  # Art. 14, [KU]
                "moved_from": 3,  # Art. 28 and 29, [KU]
                "skill": 3,
            },
        ),
    ],
)
def test_only_what_has_no_source_at_hand_says_so(path: str, key: tuple[str, ...], rows: dict[str, int]) -> None:
    assert marked(path, *key) == Counter(rows)


def test_the_rules_in_the_code_that_say_so_are_known() -> None:
    """A rule belongs into the data; these words of the house cite no text that was found."""
    found = {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts and MARK in path.read_text()
    }
    assert found == {
        "demo/portal.py",  # of a document whose day was not found
        "demo/town.py",
        "dossier/forms/numbers.py",
        "eligibility/gaps.py",
        "files/operations/uploads.py",
        "kinds/entrustment/guide.py",
        "kinds/reissue/guide.py",
        "letters/rules.py",
    }
