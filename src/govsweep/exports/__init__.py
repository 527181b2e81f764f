"""Exports: findings for other systems."""
