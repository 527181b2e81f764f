"""A site's list pages: what menus call them, which go on from another, what each shows.

Each module knows what those before it do: the pages and their names (`list_pages`), which of them
are parts of another (`choices`), what they have by their template (`templates`), their rows
(`rows`), what their scripts may fill (`scripts`), what they show without any rows (`shown`).
"""

from govsweep.settle.listing.shown import Listing

__all__ = ["Listing"]
