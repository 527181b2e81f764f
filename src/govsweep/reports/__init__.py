"""Reports: a snapshot written down for a reader."""
