"""The versioned memory of the archive. The only place with SQL."""
