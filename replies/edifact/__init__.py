"""Answers in EDIFACT: CONTRL to an interchange, APERAK and ORDRSP to an order, and each of them read back."""
