"""Carry: facts go through derive and judge into the store."""
