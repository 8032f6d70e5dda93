"""What a learner does in JupyterLab, in the words of the buttons."""

from playwright.sync_api import expect

SECONDS = 180_000


def wait_until_idle(page):
    expect(page.locator(".jp-Notebook .jp-CodeCell").first).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=SECONDS)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def cell_with(page, text):
    """The code cell whose source holds `text`."""
    return page.locator(".jp-Notebook .jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text)).first


def write(page, cell, text):
    """Replace what stands in a code cell."""
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Escape")


def write_text(page, begins, text):
    """Write into the cell that is rendered as `begins`, as the notebook says it: double-click, write, Shift + Enter."""
    cell = page.locator(".jp-Notebook .jp-MarkdownCell", has_text=begins).first
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-RenderedMarkdown").dblclick()
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")


def save(page):
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")).to_have_count(0, timeout=SECONDS)


def validate(page):
    """What the Validate button says."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_be_visible(timeout=SECONDS)
    said = dialog.inner_text()
    dialog.get_by_role("button").last.click()
    expect(dialog).to_have_count(0)
    return said


def assignments(page):
    """nbgrader's Assignment List, opened from its menu."""
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Assignment List").click()
    opened = page.locator("#nbgrader-assignment-list")
    expect(opened).to_be_visible(timeout=SECONDS)
    return opened
