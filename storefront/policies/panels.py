"""What the market says on top of everybody's pages."""

from flask import render_template

from storefront.kit import clock, i18n
from storefront.policies import reading


def banners(side: str) -> str | None:
    """Slot "page.banners": what stands there now for `side`, "buyers" or "sellers". The same for everybody on that side."""
    found = reading.current().banners
    if not found:
        return None
    now, language = clock.now(), i18n.language()
    lines = [banner.text(language) for banner in found if getattr(banner, side) and banner.shows(now)]
    return render_template("policies/_banners.html", lines=lines) if lines else None
