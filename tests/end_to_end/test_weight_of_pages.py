"""What the heaviest pages transfer to a phone, read to their end with nothing cached: as `bench site` measures it."""

import gzip

import pytest

from grading.site.browser import PHONE, READ
from grading.site.server import served

PROSE, WITH_CHARTS = 120, 420  # kB
LOADED_VEGA = "performance.getEntriesByType('resource').some(one => one.name.includes('vega.js'))"
CHART = 'class="cx-chart"'


@pytest.fixture(scope="module")
def address(book_site):
    with served(book_site) as root:
        yield root


def heaviest(site, charts):
    """The pages whose HTML is the largest of those with charts, or without."""
    pages = {path: path.read_text("utf8") for path in site.rglob("*.html") if path.name != "404.html"}
    wanted = [path for path, text in pages.items() if (CHART in text) is charts]
    wanted.sort(key=lambda path: len(gzip.compress(pages[path].encode())), reverse=True)
    return [path.relative_to(site).as_posix() for path in wanted[:2]]


@pytest.mark.parametrize(("charts", "most"), [(False, PROSE), (True, WITH_CHARTS)], ids=["prose", "with charts"])
def test_the_heaviest_pages_keep_to_what_a_phone_should_have_to_load(chromium, book_site, address, charts, most):
    for name in heaviest(book_site, charts):
        context = chromium.new_context(viewport=PHONE, is_mobile=True, has_touch=True, service_workers="block")
        page, sizes = context.new_page(), []
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        page.goto(address + name, wait_until="load")
        page.evaluate(READ)
        page.wait_for_load_state("networkidle")
        assert (
            page.evaluate("performance.getEntriesByType('resource').some(one => one.name.includes('vega'))") is charts
        )
        assert 50 < sum(sizes) / 1000 <= most, name
        context.close()
