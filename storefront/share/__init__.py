"""Sharing: short links, QR codes, posters and link cards, and what each of them brought."""

from storefront.share.actions import KINDS, by_code, link_for, links_of, retire, sold, visited
from storefront.share.models import Link

__all__ = ["KINDS", "Link", "by_code", "link_for", "links_of", "retire", "sold", "visited"]
