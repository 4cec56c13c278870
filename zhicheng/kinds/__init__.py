"""One folder per business kind, in the order menus show them."""

KINDS = ("initial", "evaluation", "reissue", "record_correction")
