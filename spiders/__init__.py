"""Fetch: responses become facts and more requests."""
