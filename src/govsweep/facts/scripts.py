"""Places that scripts may fill, and what scripts name."""

from govsweep.facts.parts import Fact


class FillablePlace(Fact, frozen=True, array_like=True):
    """A place in a page's own part that scripts may fill, mostly an empty one."""

    path: str  # its element and those around it, the outermost first: div#main.con ul#lb
    inner: int = 1  # so many of these, its own the last, hold nothing else
    named: bool = False  # a script in the page names it, or brings something where it stands
    bare: bool = True  # False: it shows a picture, or says that there is nothing
    below: bool = False  # all rows of the page stand above it
    source: str = ""  # a script loaded where it stands, which may write there
    filled: bool = False  # it holds the page's rows, or words of a page that has none
    written: bool = False  # a script in the page puts something into it
    beside: bool = False  # it stands with something of its own beside what holds the rows


class ScriptFacts(Fact, frozen=True, kw_only=True):
    """What a script names of the pages that load it; it is kept for no more."""

    selectors: tuple[str, ...] = ()  # lower case: #lb, .list ul, #list_*, [data-col]
    fills: tuple[str, ...] = ()  # of these, what it puts something into at once
    around: tuple[str, ...] = ()  # of these, what it may put something beside
    words: tuple[str, ...] = ()  # literals, lower case, that may be the id of an element
    writes: bool = False  # where it stands, as the page is read
    loads: tuple[str, ...] = ()  # other scripts
    whole: bool = True  # False: it names more than was read
    brings: bool = False  # it asks for something, or has rows in its own text
    blind: bool = False  # it puts what it brings where none of its names says
    hides: bool = False  # and only it knows these once it runs
