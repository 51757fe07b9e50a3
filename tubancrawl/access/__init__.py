"""How people read the archive. Read-only."""
