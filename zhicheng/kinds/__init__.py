"""One folder per business kind, in the order menus show them."""

KINDS = ("initial", "evaluation", "unit_change")
