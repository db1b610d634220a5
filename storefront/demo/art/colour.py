"""Colour for the drawings: OKLCH in, sRGB out, and ramps that turn light into colour.

A colour here is a tuple `(lightness 0..1, chroma 0..~.3, hue in degrees)`. OKLCH is used
because a lighter or darker step of it keeps looking like the same glaze.
"""

from __future__ import annotations

import math
from functools import lru_cache

Colour = tuple[float, float, float]
RGB = tuple[int, int, int]

WHITE: Colour = (1.0, 0.0, 90.0)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encode(value: float) -> int:
    value = min(1.0, max(0.0, value))
    value = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(value * 255)


@lru_cache(maxsize=20000)
def rgb(colour: Colour) -> RGB:
    """sRGB bytes of a colour; too much chroma is reduced until it fits the screen."""
    lightness, chroma, hue = colour
    lightness = min(1.0, max(0.0, lightness))
    for _ in range(12):
        channels = _linear(lightness, chroma, hue)
        if all(-0.003 <= channel <= 1.003 for channel in channels):
            break
        chroma *= 0.88
    return _encode(channels[0]), _encode(channels[1]), _encode(channels[2])


def css(colour: Colour) -> str:
    """The colour as `#rrggbb`."""
    return hexa(rgb(colour))


def hexa(channels: RGB) -> str:
    """Three bytes as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*channels)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour `share` of the way from one to the other, round the shorter side of the wheel."""
    turn = (other[2] - one[2] + 180) % 360 - 180
    if one[1] < 0.004:
        turn = other[2] - one[2]
        hue = other[2]
    elif other[1] < 0.004:
        hue = one[2]
    else:
        hue = one[2] + turn * share
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        hue % 360,
    )


def shift(colour: Colour, lightness: float = 0.0, chroma: float = 1.0, hue: float = 0.0) -> Colour:
    """The colour, lighter by `lightness`, its chroma multiplied, its hue turned."""
    return (
        min(1.0, max(0.0, colour[0] + lightness)),
        max(0.0, colour[1] * chroma),
        (colour[2] + hue) % 360,
    )


def lit(colour: Colour, light: float) -> Colour:
    """What `colour` looks like under `light` (0 in the dark, .62 as it is, 1 in the sun).

    Shadows lean to the blue of the sky, sunlit sides to yellow, as they do in a room with a
    window.
    """
    lightness, chroma, hue = colour
    if light < 0.62:
        depth = 1 - light / 0.62
        scale = 1 - (0.46 + 0.24 * (1 - lightness)) * depth
        toward = (265 - hue + 180) % 360 - 180
        turn = max(-14.0, min(14.0, toward * 0.16)) * depth
        return lightness * scale, chroma * (1 - 0.12 * depth) + 0.004 * depth, (hue + turn) % 360
    rise = (light - 0.62) / 0.38
    toward = (92 - hue + 180) % 360 - 180
    turn = max(-8.0, min(8.0, toward * 0.08)) * rise
    gain = (1 - lightness) * (0.30 if lightness > 0.45 else 0.2) * rise
    return min(1.0, lightness + gain), chroma * (1 - 0.18 * rise), (hue + turn) % 360


class Ramp:
    """A colour under every light, prepared once: `ramp(light, shine)` is `#rrggbb`."""

    STEPS = 96

    def __init__(self, colour: Colour, shine: Colour = WHITE) -> None:
        self.steps = [rgb(lit(colour, 1.1 * i / self.STEPS)) for i in range(self.STEPS + 1)]
        self.shine = rgb(shine)

    def at(self, light: float, shine: float = 0.0) -> RGB:
        """sRGB bytes under `light`, mixed with `shine` (0..1) of the light's own colour."""
        place = int(min(1.1, max(0.0, light)) / 1.1 * self.STEPS + 0.5)
        channels = self.steps[place]
        if shine <= 0.002:
            return channels
        shine = min(1.0, shine)
        red, green, blue = (round(channels[i] + (self.shine[i] - channels[i]) * shine) for i in range(3))
        return red, green, blue

    def __call__(self, light: float, shine: float = 0.0) -> str:
        return hexa(self.at(light, shine))
