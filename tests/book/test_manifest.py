"""What puts the book on a home screen: its name in each language, colours, and icons from the picture of the tab."""

import io
from pathlib import Path

from PIL import Image

from book.manifest import MASKABLE, SIZES, icons, manifest

PICTURE = (Path(__file__).resolve().parents[2] / "book/_static/favicon.svg").read_bytes()


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGBA")


def test_the_manifest_has_name_colour_language_and_direction():
    made = manifest("The book", "", "#0b5f73", "fa", "rtl", "fa/")
    assert (made["name"], made["short_name"], made["theme_color"]) == ("The book", "The book", "#0b5f73")
    assert (made["lang"], made["dir"]) == ("fa", "rtl")


def test_an_organisation_has_its_name_on_the_home_screen():
    made = manifest("The book", "Example Ltd", "#0b5f73", "en", "ltr", "")
    assert (made["name"], made["short_name"]) == ("The book – Example Ltd", "Example Ltd")


def test_a_switch_of_language_stays_inside():
    assert manifest("", "", "", "en", "ltr", "")["scope"] == "./"
    assert manifest("", "", "", "fa", "rtl", "fa/")["scope"] == "../"


def test_icons_have_the_sizes_that_the_manifest_says():
    listed = {icon["src"].rpartition("/")[2]: icon for icon in manifest("", "", "", "en", "ltr", "")["icons"]}
    made = icons(PICTURE, ".svg")
    assert made.keys() == listed.keys() == SIZES.keys()
    for name, data in made.items():
        assert "{}x{}".format(*opened(data).size) == listed[name]["sizes"]


def test_the_icon_that_a_system_cuts_has_a_full_ground_and_the_picture_in_its_middle():
    image = opened(icons(PICTURE, ".svg")[MASKABLE])
    assert image.getpixel((0, 0)) == image.getpixel((256, 20)) == (255, 255, 255, 255)
    assert image.getpixel((256, 100)) != (255, 255, 255, 255)


def test_a_picture_of_pixels_will_do():
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), "#ff0000").save(buffer, "PNG")
    assert opened(icons(buffer.getvalue(), ".png")["icon-192.png"]).getpixel((96, 96)) == (255, 0, 0, 255)
