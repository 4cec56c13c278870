"""One folder per business kind, in the order menus show them."""

KINDS = ("initial", "evaluation", "entrustment", "unit_change")
