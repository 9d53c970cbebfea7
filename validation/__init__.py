"""Readings and reference data to resolutions and findings.

Each module here is one rule, named in `pyproject.toml`, but for those that run them: `rule.py` says what a rule is,
`validate.py` runs all over one order, and `reading_only.py` and `absent.py` serve where a reading is judged by itself.
What several rules share stands in the folders, by its subject.
"""
