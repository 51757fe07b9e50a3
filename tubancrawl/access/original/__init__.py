"""The original page as it was sent, shown from an origin of its own where it can reach nothing."""
