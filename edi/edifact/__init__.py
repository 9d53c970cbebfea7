"""The EDIFACT wire: interchanges (UNB), functional groups (UNG) and messages (UNH)."""
