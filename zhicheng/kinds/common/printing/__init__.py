"""Forms on paper: one template, filled by the kind that owns the form."""
