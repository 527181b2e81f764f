"""The page styles of the content management systems that the city's sites run on."""

from govsweep.city.styles.jcms import Jcms
from govsweep.city.styles.style import Style
from govsweep.city.styles.trs import Trs

STYLES: dict[str, Style] = {style.name: style for style in (Trs(), Jcms())}

__all__ = ["STYLES", "Style"]
