"""Answers in X12: 997 and 999 with TA1 to interchanges, 855 and 865 to orders and their changes."""
