"""The audit of a page in the browser: axe-core's rules, and its width on a telephone.

axe comes with a package of the extra and is never fetched. It runs in the page, whose scripts may
spoil it: what it says is bounded, read by type, and counts for that page only.
"""

from functools import cache

import msgspec
from playwright.async_api import Page

from govsweep.browser.program import axe
from govsweep.facts import Audit

PHONE_WIDTH = 390  # pixels, of the telephones most in use
_SLACK = 8  # pixels: a rounding, a shadow, a border
_PHONE = {"width": PHONE_WIDTH, "height": 844}
_DESK = {"width": 1280, "height": 900}
_RUN = """async () => {
  const cut = (text, most) => String(text || "").slice(0, most);
  const told = rules => rules.slice(0, 60).map(rule => [
    cut(rule.id, 60), rule.nodes.length,
    rule.nodes.slice(0, 5).map(node => cut(node.target, 200)),
    rule.nodes.length ? cut(rule.nodes[0].html, 300) : "",
  ]);
  const found = await axe.run(document, {
    iframes: false,
    resultTypes: ["violations", "incomplete"],
    runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    rules: {"heading-order": {enabled: true}},
  });
  return {
    engine: cut(axe.version, 20),
    violations: told(found.violations), undecided: told(found.incomplete),
  };
}"""
_WIDTH = (
    "Math.max(document.documentElement.scrollWidth, document.body ? document.body.scrollWidth : 0)"
)


@cache
def _script() -> str | None:
    path = axe()
    return path.read_text("utf-8") if path is not None else None


async def audit(page: Page) -> Audit | None:
    """Audit a page that has come to rest; None where axe is not here.

    Raises playwright's `Error` for what the page does to it, `msgspec.ValidationError` for an
    answer of another shape than axe's.
    """
    script = _script()
    if script is None:
        return None
    await page.evaluate(script)
    told = msgspec.convert(await page.evaluate(_RUN), Audit)
    await page.set_viewport_size(_PHONE)  # type: ignore[arg-type]
    wide = int(await page.evaluate(_WIDTH)) - PHONE_WIDTH
    await page.set_viewport_size(_DESK)  # type: ignore[arg-type]
    return msgspec.structs.replace(told, overflow=wide if wide > _SLACK else 0)
