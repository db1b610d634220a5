"""Curves as lists of points, and points as SVG path data."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def polygon(points: Iterable[Point], closed: bool = True) -> str:
    """Straight lines through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


def spline(points: Sequence[Point], steps: int = 10, closed: bool = False) -> list[Point]:
    """A smooth curve through the points (centripetal enough for drawing: Catmull and Rom)."""
    found: list[Point] = []
    count = len(points)
    last = count if closed else count - 1
    for i in range(last):
        before = points[(i - 1) % count] if closed or i > 0 else points[0]
        one, two = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else points[-1]
        for j in range(steps):
            t = j / steps
            found.append(
                (
                    _catmull(before[0], one[0], two[0], after[0], t),
                    _catmull(before[1], one[1], two[1], after[1], t),
                )
            )
    if not closed:
        found.append(points[-1])
    return found


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)


def smooth(points: Sequence[Point], closed: bool = True) -> str:
    """Path data of a smooth curve through the points, as cubic pieces."""
    count = len(points)
    last = count if closed else count - 1
    data = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for i in range(last):
        before = points[(i - 1) % count] if closed or i > 0 else points[0]
        one, two = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else points[-1]
        data.append(
            "C"
            + " ".join(
                number(value)
                for value in (
                    one[0] + (two[0] - before[0]) / 6,
                    one[1] + (two[1] - before[1]) / 6,
                    two[0] - (after[0] - one[0]) / 6,
                    two[1] - (after[1] - one[1]) / 6,
                    two[0],
                    two[1],
                )
            )
        )
    return "".join(data) + ("Z" if closed else "")


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> list[Point]:
    """Points on a cubic curve."""
    found = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        found.append(
            (
                u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
                u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
            )
        )
    return found


def ellipse(cx: float, cy: float, rx: float, ry: float, steps: int = 48) -> list[Point]:
    """Points round an ellipse, clockwise from the right."""
    return [
        (
            cx + rx * math.cos(2 * math.pi * i / steps),
            cy + ry * math.sin(2 * math.pi * i / steps),
        )
        for i in range(steps)
    ]


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    """Path data of an ellipse."""
    return (
        f"M{number(cx - rx)} {number(cy)}"
        f"A{number(rx)} {number(ry)} 0 1 1 {number(cx + rx)} {number(cy)}"
        f"A{number(rx)} {number(ry)} 0 1 1 {number(cx - rx)} {number(cy)}Z"
    )


def rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    """Path data of a rectangle with round corners."""
    n = number
    return (
        f"M{n(x + r)} {n(y)}H{n(x + w - r)}A{n(r)} {n(r)} 0 0 1 {n(x + w)} {n(y + r)}"
        f"V{n(y + h - r)}A{n(r)} {n(r)} 0 0 1 {n(x + w - r)} {n(y + h)}"
        f"H{n(x + r)}A{n(r)} {n(r)} 0 0 1 {n(x)} {n(y + h - r)}"
        f"V{n(y + r)}A{n(r)} {n(r)} 0 0 1 {n(x + r)} {n(y)}Z"
    )


def normals(points: Sequence[Point]) -> list[Point]:
    """For every point of a curve, the unit vector to its left."""
    found = []
    for i in range(len(points)):
        before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        found.append((dy / length, -dx / length))
    return found


def ribbon(points: Sequence[Point], width: Callable[[float], float]) -> list[Point]:
    """The outline of a band along a curve; `width(share of the length)` is its half width."""
    count = len(points) - 1
    sides = normals(points)
    left, right = [], []
    for i, ((x, y), (nx, ny)) in enumerate(zip(points, sides, strict=True)):
        half = width(i / count)
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return left + right[::-1]


def turned(points: Iterable[Point], degrees: float, cx: float = 0.0, cy: float = 0.0) -> list[Point]:
    """The points, turned clockwise on the screen round a centre."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in points]


def moved(points: Iterable[Point], dx: float, dy: float, scale: float = 1.0) -> list[Point]:
    """The points, scaled from the origin, then moved."""
    return [(x * scale + dx, y * scale + dy) for x, y in points]


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, in order (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    halves: list[list[Point]] = []
    for sequence in (ordered, ordered[::-1]):
        half: list[Point] = []
        for p in sequence:
            while len(half) > 1 and _turn(half[-2], half[-1], p) <= 0:
                half.pop()
            half.append(p)
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _turn(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
