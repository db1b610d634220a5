"""Pictures that buyers send."""

import io

from PIL import Image


def photo(shade: int = 120, size=(600, 900)) -> bytes:
    """A JPEG as a phone would send one; another `shade` is another picture."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, (shade, 200, 150))
    picture.paste((20, 20, 20), (40, 60 + shade % 50, 300, 100 + shade % 50))
    picture.save(out, format="JPEG")
    return out.getvalue()
