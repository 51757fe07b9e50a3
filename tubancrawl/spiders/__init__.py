"""Decides which pages to ask for, hands each to parsing, and yields what comes back."""
