"""Scrapy's settings for govsweep: plain values, no logic."""
