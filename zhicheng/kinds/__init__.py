"""One folder per business kind, in the order menus show them."""

KINDS = ("evaluation", "reissue", "record_correction")
