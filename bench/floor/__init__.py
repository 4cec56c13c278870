"""The floor: a bare Django site that does the same one or few queries and shows the same number of rows."""
