"""The 《操作指引》 in docs/manual is made from what it says today, and says all that the old guide said."""

import pytest

from tests.browser.guide.acts import ACTS
from tests.browser.guide.pictures import MOST
from zhicheng.content.manual import HOME, PICTURES, Step, digest, made, manual

pytestmark = pytest.mark.once
STEPS = [
    pytest.param(step, id=f"{guide.key}-{chapter.slug}-{place}")
    for guide in manual().guides
    for chapter in guide.chapters
    for place, step in enumerate(chapter.steps, start=1)
]
MOST_IN_ALL = 9_000_000  # bytes


def test_the_committed_guides_are_as_new_as_their_steps() -> None:
    assert made()["digest"] == digest(), "the guides say something else than docs/manual was made from: make manual"


def test_every_picture_is_there_and_no_other_and_all_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert sorted(sizes) == sorted(manual().pictures) == sorted(made()["pictures"])
    assert [name for name, size in sizes.items() if size > MOST] == []
    assert sum(path.stat().st_size for path in HOME.rglob("*") if path.is_file()) <= MOST_IN_ALL


def test_every_guide_is_a_booklet() -> None:
    assert {guide.pdf.name for guide in manual().guides} == {path.name for path in HOME.glob("*.pdf")}
    assert all(guide.pdf.read_bytes()[:5] == b"%PDF-" for guide in manual().guides)


def test_every_chapter_has_an_address_of_its_own_and_the_first_begins_a_part() -> None:
    slugs = [chapter.slug for guide in manual().guides for chapter in guide.chapters]
    assert len(slugs) == len(set(slugs))
    assert all(guide.chapters[0].part for guide in manual().guides)


def test_all_twelve_tips_of_the_old_guide_are_explained() -> None:
    tips = [step.tip for chapter in manual().guides[0].chapters for step in chapter.steps if step.tip]
    assert (sorted(set(tips)), tips) == (list(range(1, 13)), sorted(tips))


@pytest.mark.parametrize("step", STEPS)
def test_a_step_does_what_its_words_say(step: Step) -> None:
    """What is clicked is named in the words; anything else is an act that there is, or an address."""
    known = {*ACTS, *step.marks}
    assert [what for what in (*step.first, *step.do) if what not in known and not what.startswith("/")] == []
    assert not step.marks or step.figure or step.do
