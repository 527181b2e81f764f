"""The engine: work moves between the frontier and Scrapy, lease by lease."""
