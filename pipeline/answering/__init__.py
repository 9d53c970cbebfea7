"""Answers to customers: when one is due, what it says, and who is told when it is late."""
