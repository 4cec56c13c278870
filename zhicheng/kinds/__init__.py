"""One folder per business kind, in the order menus show them."""

KINDS = ("initial", "evaluation", "reissue", "entrustment", "unit_change", "record_correction")
