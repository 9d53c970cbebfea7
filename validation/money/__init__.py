"""Amounts, prices and what they are compared with: what the rules about money share."""
