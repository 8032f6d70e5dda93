"""A graded notebook in which a learner tried everything at once, for tests of the pages that show it."""

import base64

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

ELSEWHERE = "https://elsewhere.test"
PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()


def act(name, window="window"):
    """JavaScript that leaves a trace on the page."""
    return f"({window}.harmed={window}.harmed||[]).push('{name}')"


def svg(name):
    """A drawing that runs a script and asks for a picture, where a page lets it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{act(name)}">'
    return f'{head}<script>{act(name + "-script")}</script><image href="{ELSEWHERE}/{name}.png"/></svg>'


def hidden_page(name):
    """A page of its own, which can only ask for things."""
    return base64.b64encode(f"<script>fetch('{ELSEWHERE}/{name}')</script>".encode()).decode()


# Each entry is one cell of Markdown.
MARKDOWN = {
    "script": f"<script>{act('script')}</script>",
    "script in text": f"It is <b>late</b><script>{act('script in text')}</script> again.",
    "onerror": f'<img src="none:" onerror="{act("onerror")}">',
    "onerror without quotes": "<img src=none: onerror=alert(1)>",
    "onload of svg": svg("svg"),
    "half a tag": "<img src=none: onerror=alert(2) x=",
    "details": f'<details open ontoggle="{act("toggle")}"><summary>More</summary>x</details>',
    "focus": f'<input autofocus onfocus="{act("focus")}">',
    "iframe": f'<iframe src="{ELSEWHERE}/frame"></iframe>',
    "iframe of its own": f'<iframe srcdoc="<script>{act("srcdoc", "parent")}</script>"></iframe>',
    "data page": f'<iframe src="data:text/html;base64,{hidden_page("frame")}"></iframe>',
    "object": f'<object data="{ELSEWHERE}/object"></object><embed src="{ELSEWHERE}/embed">',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={ELSEWHERE}/refresh">',
    "base": f'<base href="{ELSEWHERE}/base/">',
    "link": f'<link rel="stylesheet" href="{ELSEWHERE}/sheet.css"><link rel="prefetch" href="{ELSEWHERE}/next">',
    "style": f"<style>@import '{ELSEWHERE}/import.css'; body {{ background: url({ELSEWHERE}/back.png) }}</style>",
    "style of a tag": f'<div style="background:url({ELSEWHERE}/tag.png);position:fixed;inset:0;z-index:9">x</div>',
    "picture": f"![p]({ELSEWHERE}/picture.png) ![q](//elsewhere.test/other.png) ![r](/formgrader?path=/tmp)",
    "picture by reference": f"![p][there]\n\n[there]: {ELSEWHERE}/reference.png",
    "picture of svg": f"![p](data:image/svg+xml;base64,{base64.b64encode(svg('svg-p').encode()).decode()})",
    "video": f'<video autoplay src="{ELSEWHERE}/film"></video><audio src="{ELSEWHERE}/sound" autoplay></audio>',
    "form": f'<form action="{ELSEWHERE}/form"><button>Full credit</button></form>',
    "link to a script": f'[a](javascript:{act("link")}) <a href="java&#10;script:{act("link-2")}">b</a>',
    "link to settings": "[see my work](/formgrader?path=submitted/eve/alpha) https://elsewhere.test/auto <http://x.test>",
    "comment": "Good.<!-- nobody sees this --> [//]: # (nor this)",
    "closing": "</div></div></div></div></body></html>",
    "formula": rf"$\href{{javascript:{act('tex')}}}{{x}}$ $\require{{http}}\style{{background:url({ELSEWHERE}/t)}}x$",
    "formula in parts": rf"&#36;\&#104;ref{{javascript:{act('tex-2')}}}{{y}}&#36; \\(\unicode{{x}} \def\a{{\href}}\\)",
    "name of a field": "# reflection\n\n# reflection-comment\n\n# MathJax",
    "attachment": f"![p](attachment:{'a'}.svg)",
    "fence": f'```mermaid\ngraph TD; A-->B; click A href "javascript:{act("mermaid")}"\n```',
    "fence of html": f"```html\n<script>{act('fence')}</script>\n```",
    "table": "| a |\n|---|\n| <img src=none: onerror=alert(3)> |",
    "deep": ">" * 400 + f" <script>{act('deep')}</script>",
    "turned round": "The answer is \u202etnec rep 71\u202c.",
}
# Each entry is one output.
DATA = {
    "html": {"text/html": f"<script>{act('html')}</script><img src='none:' onerror=\"{act('html-2')}\">"},
    "html elsewhere": {"text/html": f"<img src='{ELSEWHERE}/output.png'><style>@import '{ELSEWHERE}/o.css'</style>"},
    "javascript": {"application/javascript": act("javascript")},
    "svg": {"image/svg+xml": svg("svg-o")},
    "markdown": {"text/markdown": f"<script>{act('markdown')}</script>![p]({ELSEWHERE}/markdown.png)"},
    "latex": {"text/latex": rf"$\href{{javascript:{act('latex')}}}{{x}}$"},
    "png that is none": {"image/png": f'x" onerror="{act("png")}'},
    "png": {"image/png": PIXEL},
    "pdf": {"application/pdf": "JVBERi0="},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{act('widget')}</script>"}},
    "plain": {"text/plain": f"<script>{act('plain')}</script>\x1b[31mred\x1b]8;;{ELSEWHERE}/osc\x07x\x1b]8;;\x07"},
    "mermaid": {"text/vnd.mermaid": f"</pre><script>{act('mermaid-o')}</script>"},
}  # fmt: skip


def outputs():
    made = [
        new_output("display_data", data, metadata={"image/png": {"alt": f'"><script>{act("alt")}</script>'}})
        for data in DATA.values()
    ]
    isolated = new_output("display_data", {"text/html": f"<script>fetch('{ELSEWHERE}/isolated')</script>"})
    isolated["metadata"] = {"text/html": {"isolated": True}}
    bomb = "\x1b[1;31m\x1b[48;5;1m" * 3000
    text = new_output("stream", text=f"<img src=none: onerror=alert(5)>{bomb}\x1b[38;2;1;2;3m\x00\x08")
    error = new_output(
        "error",
        ename=f"<script>{act('ename')}</script>",
        evalue="x",
        traceback=[f"<script>{act('traceback')}</script>", f"\x1b[0;31m<img src={ELSEWHERE}/tb.png>"],
    )
    return [*made, isolated, text, error]


def add_harm(notebook):
    """The notebook with everything in it that a learner could have put there, in its own cells and beside them."""
    cells = [new_markdown_cell(source) for source in MARKDOWN.values()]
    cells[-1]["attachments"] = {"x.png": {"image/png": PIXEL}}
    for cell, name in zip(cells, MARKDOWN, strict=True):
        if name == "attachment":
            cell["attachments"] = {"a.svg": {"image/svg+xml": f'"><script>{act("attachment")}</script>'}}
    code = new_code_cell(f"'<script>{act('code')}</script>' # </pre><img src=none: onerror=alert(4)>")
    code.outputs = outputs()
    code.metadata["tags"] = [f'"><script>{act("tag")}</script>']
    raw = new_raw_cell(f"<script>{act('raw')}</script><a href='{ELSEWHERE}/raw'>x</a>")
    raw.metadata["raw_mimetype"] = "text/html"
    notebook.cells = [*cells, code, raw, *notebook.cells]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "\n\n".join([MARKDOWN["script"], MARKDOWN["picture"], MARKDOWN["formula"]])
            if cell.cell_type == "code":
                cell.outputs = outputs()
    widgets = {"state": {"x": f"</script><script>{act('state')}</script>"}, "version_major": 2}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": widgets}
    notebook.metadata["title"] = f"</title><script>{act('title')}</script>"
    return nbformat.from_dict(notebook)
