"""The light of the studio: one large window at the top left, a pale table below.

Directions are unit vectors (right, up, towards the eye). `shade` answers how bright a glazed
or dull surface looks and how much of the window it mirrors; every drawing asks it, so all
pictures belong to one room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .colour import WHITE, Colour, Ramp

Vector = tuple[float, float, float]


def unit(x: float, y: float, z: float) -> Vector:
    """The direction of a vector."""
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    return x / length, y / length, z / length


SUN = unit(-0.66, 0.56, 0.52)


@dataclass(frozen=True)
class Material:
    """A surface: its colour, how sharply it mirrors (`gloss` 0..1), how softly light enters."""

    colour: Colour
    gloss: float = 0.5
    soft: float = 0.3
    shine: Colour = WHITE

    @property
    def ramp(self) -> Ramp:
        """The colour under every light."""
        return ramp(self.colour, self.shine)


_ramps: dict[tuple[Colour, Colour], Ramp] = {}


def ramp(colour: Colour, shine: Colour = WHITE) -> Ramp:
    """A prepared ramp, kept for the next drawing."""
    key = (colour, shine)
    if key not in _ramps:
        _ramps[key] = Ramp(colour, shine)
    return _ramps[key]


def step(low: float, high: float, value: float) -> float:
    """0 below low, 1 above high, smooth between."""
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return share * share * (3 - 2 * share)


def _window(azimuth: float, elevation: float, blur: float) -> float:
    """How much of the window lies in a mirrored direction, degrees; two panes wide, two high."""
    left, right, low, high = -104.0, -44.0, -46.0, 62.0
    inside = step(left - blur, left + blur, azimuth) * (1 - step(right - blur, right + blur, azimuth))
    if inside <= 0:
        return 0.0
    inside *= step(low - blur * 1.6, low + blur * 1.6, elevation)
    inside *= 1 - step(high - blur, high + blur, elevation)
    bars = max(
        0.0,
        1 - abs(azimuth + 71) / (2.2 + blur * 0.7),
        1 - abs(elevation - 16) / (2.2 + blur * 0.7),
    )
    return inside * (1 - 0.85 * bars * max(0.0, 1 - blur / 16))


def shade(normal: Vector, tilt: float, gloss: float, soft: float) -> tuple[float, float]:
    """`(light, shine)` of a surface seen from `tilt` (sine of the height of the eye)."""
    x, y, z = normal
    eye_y, eye_z = tilt, math.sqrt(1 - tilt * tilt)
    facing = x * SUN[0] + y * SUN[1] + z * SUN[2]
    direct = max(0.0, (facing + soft) / (1 + soft))
    sky = 0.5 + 0.5 * y
    table = max(0.0, -y) * 0.5 + 0.06 * max(0.0, x)
    light = 0.10 + 0.66 * direct + 0.15 * sky + 0.14 * table
    towards = max(0.0, y * eye_y + z * eye_z)
    edge = (1 - towards) ** 3
    light += 0.07 * edge * (0.4 + gloss)
    if gloss <= 0.01:
        return light, 0.0
    mirrored_x = 2 * towards * x
    mirrored_y = 2 * towards * y - eye_y
    mirrored_z = 2 * towards * z - eye_z
    azimuth = math.degrees(math.atan2(mirrored_x, mirrored_z))
    elevation = math.degrees(math.asin(max(-1.0, min(1.0, mirrored_y))))
    blur = 3 + 26 * (1 - gloss) ** 1.5
    shine = _window(azimuth, elevation, blur) * gloss * (0.16 + 0.55 * edge + 0.30 * gloss * gloss)
    # the pale wall on the right, mirrored at a glancing angle
    shine += 0.10 * gloss * edge * step(20, 120, azimuth)
    return light, shine
