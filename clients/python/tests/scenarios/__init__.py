"""Runs the stories of test/scenarios from Python. `python -m tests.scenarios [NAME …]` runs them and counts."""
