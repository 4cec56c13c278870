"""The repeatable benchmark: `python -m bench` measures the site against a bare Django site on the same machine."""
