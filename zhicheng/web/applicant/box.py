"""A red box of the printed form."""

from dataclasses import dataclass

from zhicheng.applications.kind import Blank


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place to be filled in (补录)."""

    blank: Blank
    key: str
    value: str
    where: str
    anchor: str  # of the part it stands in, where it can be filled in
    named: str  # in messages: says which of several
    is_asked: bool = False  # the person wants to go on: an empty one is an error

    @property
    def name(self) -> str:
        """Name of the control; a key's dots would be read as classes."""
        return self.key.replace(".", "-")

    @property
    def is_open(self) -> bool:
        return bool(self.blank.problem(self.value))

    @property
    def problem(self) -> str:
        """What is said at the field; an empty box is told nothing until the person wants to go on."""
        if not (self.value or self.is_asked):
            return ""
        return self.blank.problem(self.value).replace(self.blank.label, self.named, 1)

    def attrs(self, fill: str) -> dict[str, str]:
        """What makes the box save itself at `fill` when it changes, and count."""
        saves = {"hx-post": f"{fill}?box={self.name}", "hx-trigger": "change"}
        swaps = {"hx-target": f"#b-{self.name}", "hx-swap": "outerHTML"}
        limits = {"data-min": str(self.blank.min_length), "data-max": str(self.blank.max_length)}
        return saves | swaps | ({"data-module": "counter", **limits} if self.blank.is_long else {})

    @property
    def state(self) -> str:
        """What the list of boxes says of it."""
        return self.problem.removeprefix(self.named).split("，")[0] if self.value else self.where
