"""What a page says, without its marks: for tests of pages."""

import re
from html import unescape


def words(html):
    """The text of the page's body, with single spaces."""
    body = re.sub(r"<script.*?</script>|<svg.*?</svg>", " ", html.partition("<body>")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def links(html):
    return [unescape(one) for one in re.findall(r'href="([^"]*)"', html)]
