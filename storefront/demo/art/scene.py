"""A drawing being made: a soft ground, then sharp things on it, in the order they are added."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from PIL import Image

from .colour import Colour, css
from .paths import Point, number, polygon
from .soft import Ground, data_uri

Stop = tuple[float, str] | tuple[float, str, float]


class Scene:
    """One picture of `width` x `height` units, seen from above by `tilt` (sine of the angle)."""

    def __init__(self, ground: Ground, tilt: float = 0.2, seed: int = 7) -> None:
        self.ground = ground
        self.width, self.height = ground.width, ground.height
        self.tilt = tilt
        self.random = random.Random(seed)
        self._defs: list[str] = []
        self._body: list[str] = []
        self._count = 0
        self._camera = ""
        self._view = (0.0, 0.0, 1.0)
        self._sprites: list[tuple[Image.Image, float, float, float, float]] = []

    # -- parts -------------------------------------------------------------------------

    def add(self, *markup: str) -> None:
        """Put markup on top of what is there."""
        self._body.extend(markup)

    def define(self, tag: str, attributes: str, inner: str) -> str:
        """Add a definition; returns its id."""
        self._count += 1
        name = f"d{self._count}"
        self._defs.append(f'<{tag} id="{name}" {attributes}>{inner}</{tag}>')
        return name

    def linear(self, x1: float, y1: float, x2: float, y2: float, stops: Iterable[Stop]) -> str:
        """A straight gradient in drawing units; returns `url(#…)`."""
        box = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        name = self.define("linearGradient", f'gradientUnits="userSpaceOnUse" {box}', _stops(stops))
        return f"url(#{name})"

    def radial(self, cx: float, cy: float, r: float, stops: Iterable[Stop], squash: float = 1.0) -> str:
        """A round gradient (an ellipse when `squash` is not 1); returns `url(#…)`."""
        attributes = f'gradientUnits="userSpaceOnUse" cx="0" cy="0" r="{number(r)}"'
        place = f'gradientTransform="translate({number(cx)} {number(cy)}) scale(1 {squash:.3f})"'
        name = self.define("radialGradient", f"{attributes} {place}", _stops(stops))
        return f"url(#{name})"

    def clip(self, data: str, rule: str = "nonzero") -> str:
        """A clipping shape; returns the attribute to put on a group."""
        name = self.define("clipPath", "", f'<path d="{data}" clip-rule="{rule}"/>')
        return f'clip-path="url(#{name})"'

    def path(self, data: str, fill: str = "none", **more: object) -> None:
        """A path; extra attributes with `_` for `-`."""
        self.add(path(data, fill, **more))

    def shape(self, points: Sequence[Point], fill: str, **more: object) -> None:
        """A closed polygon."""
        self.add(path(polygon(points), fill, **more))

    def group(self, attributes: str = "") -> Group:
        """`with scene.group('opacity=".5"'):` puts what follows into a group."""
        return Group(self, attributes)

    def sprite(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """Lay a textured picture with transparency on the ground, below everything sharp."""
        self._sprites.append((image, x, y, width, height))

    # -- shadows -----------------------------------------------------------------------

    def shadow(
        self,
        shapes: Iterable[Sequence[Point]],
        blur: float,
        opacity: float,
        tint: Colour = (0.36, 0.02, 250),
    ) -> None:
        """A soft shadow on the ground."""
        self.ground.shade(shapes, tint, blur, opacity)

    def glow(
        self,
        shapes: Iterable[Sequence[Point]],
        blur: float,
        opacity: float,
        light: Colour = (0.96, 0.03, 90),
    ) -> None:
        """Soft light on the ground."""
        self.ground.brighten(shapes, light, blur, opacity)

    # -- camera ------------------------------------------------------------------------

    def look(self, cx: float, cy: float, zoom: float) -> None:
        """Move the eye: what is at (cx, cy) comes to the middle, `zoom` times larger."""
        left, top = cx - self.width / zoom / 2, cy - self.height / zoom / 2
        left = min(max(0.0, left), self.width - self.width / zoom)
        top = min(max(0.0, top), self.height - self.height / zoom)
        self.ground.crop(left, top, self.width / zoom, self.height / zoom)
        self._view = (left, top, zoom)
        self._camera = f"scale({zoom:.3f}) translate({number(-left)} {number(-top)})"

    def things(self) -> str:
        """The sharp part alone, as a complete SVG on nothing."""
        return self._document("")

    def svg(self) -> str:
        """The whole drawing."""
        below = [_image("ground", self.ground.image, 0, 0, self.width, self.height)]
        left, top, zoom = self._view
        for image, x, y, width, height in self._sprites:
            below.append(_image("soft", image, (x - left) * zoom, (y - top) * zoom, width * zoom, height * zoom))
        return self._document("".join(below))

    def _document(self, below: str) -> str:
        box = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        body = "".join(self._body)
        if self._camera:
            body = f'<g transform="{self._camera}">{body}</g>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><defs>{"".join(self._defs)}</defs>{below}{body}</svg>'


class Group:
    """Opened and closed around a part of a drawing."""

    def __init__(self, scene: Scene, attributes: str) -> None:
        self.scene, self.attributes = scene, attributes

    def __enter__(self) -> None:
        self.scene.add(f"<g {self.attributes}>")

    def __exit__(self, *reason: object) -> None:
        self.scene.add("</g>")


def _image(kind: str, image: Image.Image, x: float, y: float, width: float, height: float) -> str:
    box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<image class="{kind}" {box} preserveAspectRatio="none" href="{data_uri(image)}"/>'


def _stops(stops: Iterable[Stop]) -> str:
    found = []
    for stop in stops:
        opacity = f' stop-opacity="{stop[2]:.3g}"' if len(stop) == 3 else ""
        found.append(f'<stop offset="{stop[0]:.4g}" stop-color="{stop[1]}"{opacity}/>')
    return "".join(found)


def path(data: str, fill: str = "none", **more: object) -> str:
    """Markup of a path; extra attributes with `_` for `-`."""
    extra = "".join(
        f' {name.replace("_", "-")}="{number(value) if isinstance(value, float) and abs(value) > 1 else value}"'
        for name, value in more.items()
    )
    return f'<path d="{data}" fill="{fill}"{extra}/>'


def stroke(data: str, colour: Colour | str, width: float, **more: object) -> str:
    """Markup of a line with round ends."""
    ink = colour if isinstance(colour, str) else css(colour)
    return path(
        data,
        "none",
        stroke=ink,
        stroke_width=f"{width:.2f}",
        stroke_linecap="round",
        stroke_linejoin="round",
        **more,
    )
