"""Places for pictures on a sheet."""

from dataclasses import dataclass


@dataclass
class Frame:
    """A place for a picture; `empty` until a photo lies there."""

    x: int
    y: int
    width: int
    height: int
    radius: int = 0
    empty: bool = True

    @property
    def small(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)


def mosaic(count: int, x: int, y: int, width: int, height: int, radius: int = 0, gap: int = 8) -> list[Frame]:
    """Frames for one to four pictures; with three the first is the large one."""
    half, low = (width - gap) // 2, (height - gap) // 2
    right, below = x + width - half, y + height - low
    if count <= 1:
        return [Frame(x, y, width, height, radius)]
    if count == 2:
        return [Frame(x, y, half, height, radius), Frame(right, y, half, height, radius)]
    if count == 3:
        first = Frame(x, y, half, height, radius)
        return [first, Frame(right, y, half, low, radius), Frame(right, below, half, low, radius)]
    return [Frame(a, b, half, low, radius) for b in (y, below) for a in (x, right)]
