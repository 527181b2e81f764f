"""The page styles of the content management systems that the city's sites run on."""

from govsweep.city.styles.dede import Dede
from govsweep.city.styles.empire import Empire
from govsweep.city.styles.epoint import Epoint
from govsweep.city.styles.guangdong import Guangdong
from govsweep.city.styles.jcms import Jcms
from govsweep.city.styles.siteserver import SiteServer
from govsweep.city.styles.style import Style
from govsweep.city.styles.trs import Trs
from govsweep.city.styles.vsb import Vsb

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Trs(),
        Jcms(),
        Epoint(),
        SiteServer(),
        Vsb(),
        Dede(),
        Empire(),
        Guangdong(),
    )
}

__all__ = ["STYLES", "Style"]
