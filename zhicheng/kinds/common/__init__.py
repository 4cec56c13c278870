"""What several kinds share; a kind takes from here, and nothing here knows a kind."""
