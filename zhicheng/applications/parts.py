"""The headings of a printed form: what a kind writes down of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormPart:
    """A heading of the printed form and the sections below it, on screen and on paper."""

    heading: str
    sections: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # only these of their answers, in this order; (): all
    says: str = ""  # words of the form itself: the promise, which the applicant signs
