"""A post as a page, so that the word rules read it as they read a site's."""

from govsweep.addresses import digest
from govsweep.facts import Block, Context, Page, PageKind, Place, Post


def post_page(post: Post, context: Context | None = None) -> Page:
    """The page of a post: its title, and each line of its text a block."""
    texts = [(post.title, Place.TITLE)] + [(line, Place.MAIN) for line in post.text.split("\n")]
    return Page(
        url=post.address,
        kind=PageKind.ARTICLE,
        title=post.title,
        published=post.at,
        blocks=tuple(
            Block(line, place, digest(line)) for text, place in texts if (line := text.strip())
        ),
        context=context,
    )
