"""What a browser needs to put the book on a home screen: the manifest, and icons made from the picture of the tab."""

from __future__ import annotations

import base64

import vl_convert

MANIFEST = "manifest.json"
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ico": "image/x-icon"}
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "icon-maskable.png": 512}
MASKABLE = "icon-maskable.png"  # a system cuts its own form out of it: the picture stays in the middle
MIDDLE = 0.74


def manifest(title: str, name: str, colour: str, tag: str, direction: str, folder: str) -> dict:
    """The manifest of the book in one language; `folder` is where its pages lie. A switch of language stays inside.

    `name` is that of the organisation; home screens have room for little, so it stands there in place of the title.
    """
    return {
        "name": f"{title} – {name}" if name else title,
        "short_name": name or title,
        "lang": tag,
        "dir": direction,
        "start_url": "index.html",
        "scope": "../" * folder.count("/") or "./",
        "display": "standalone",
        "display_override": ["minimal-ui"],  # with a way back, where the system has one
        "theme_color": colour,
        "background_color": "#ffffff",
        "icons": [
            {
                "src": f"_static/{file}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "maskable" if file == MASKABLE else "any",
            }
            for file, size in SIZES.items()
        ],
    }


def icons(picture: bytes, suffix: str) -> dict[str, bytes]:
    """The picture as PNG in the sizes that home screens ask for."""
    return {file: _drawn(picture, suffix, size, file == MASKABLE) for file, size in SIZES.items()}


def _drawn(picture: bytes, suffix: str, size: int, cut: bool) -> bytes:
    inner = round(size * (MIDDLE if cut else 1))
    edge = (size - inner) // 2
    data = base64.b64encode(picture).decode("ascii")
    ground = f'<rect width="{size}" height="{size}" fill="#fff"/>' if cut else ""
    image = f'<image x="{edge}" y="{edge}" width="{inner}" height="{inner}" href="data:{TYPES[suffix]};base64,{data}"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">{ground}{image}</svg>'
    return vl_convert.svg_to_png(drawing, scale=1)
