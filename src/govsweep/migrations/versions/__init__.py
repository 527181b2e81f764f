"""One module a release of the tables."""
