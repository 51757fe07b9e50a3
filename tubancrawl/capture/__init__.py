"""The raw exchange, kept and given back: wire, WARC, recorder, replay."""
