"""Delivery: PolicyDocument → JSON (and, later, ledgers, databases, calendars)."""
