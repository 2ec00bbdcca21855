"""Notices as HTML, and the producers that print HTML: WeasyPrint, Chromium, wkhtmltopdf.

Not here: any notice (`html_pages`).
"""

from __future__ import annotations

import html
import http.server
import subprocess
import tempfile
import threading
from pathlib import Path

from pdf_making.model import NOTE, RAISED, Grid, Notice

BASE = """
@page { size: A4; margin: 28mm 26mm }
body { font: 16pt/1.75 'Noto Serif CJK SC'; margin: 0 }
p { margin: 0; text-indent: 2em; text-align: justify; line-break: strict }
p.ORG { color: #c00; text-align: center; text-indent: 0; font-size: 28pt; font-weight: bold; letter-spacing: .1em }
p.NO { text-align: center; text-indent: 0; margin: 8pt 0 16pt; border-bottom: 2pt solid #c00 }
p.T { text-align: center; text-indent: 0; font-size: 20pt; font-weight: bold }
p.TO, p.A { text-indent: 0 } p.TO { margin-top: 14pt }
p.H { font-weight: bold }
p.C { text-align: center; text-indent: 0; font-weight: bold; margin: 10pt 0 4pt }
p.SIGN, p.DATE { text-align: right; text-indent: 0; margin-right: 3em } p.SIGN { margin-top: 24pt }
.PB { break-before: page }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 1.4 }
td, th { border: .6pt solid black; padding: 3pt 4pt; font-weight: normal; text-align: center }
th { font-weight: bold }
"""


def inline(words: str) -> str:
    """A paragraph's marks as HTML: footnotes as `span.fn`, raised letters."""
    words = html.escape(words, quote=False)
    words = NOTE.sub(r'<span class="fn">\2</span>', words)
    return RAISED.sub(r"<sup>\1</sup>", words)


def table_html(table: Grid, classes: str = "") -> str:
    """A table as HTML, its header rows in thead."""
    parts = []
    for at, row in enumerate(table.rows):
        tag = "th" if at < table.header_rows else "td"
        if at == 0 and table.header_rows:
            parts.append("<thead>")
        if at == table.header_rows:
            parts.append("</thead><tbody>" if table.header_rows else "<tbody>")
        cells = []
        for cell in row:
            span = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (cell.colspan > 1)
            words = html.escape(cell.text, quote=False).replace("\n", "<br>")
            cells.append(f"<{tag}{span}><div>{words}</div></{tag}>")
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table class="{classes}">{"".join(parts)}</tbody></table>'


def body_html(one: Notice, classes: dict[int, str] | None = None) -> str:
    """The lines of a notice as paragraphs with their codes as classes."""
    parts: list[str] = []
    box: list[str] = []
    page_break = ""
    for code, words in [*one.lines, ("", "")]:
        if code == "BOX":
            box.append(f"<p>{inline(words)}</p>")
            continue
        if box:
            parts.append(f'<div class="box">{"".join(box)}</div>')
            box = []
        if code == "PB":
            page_break = f" PB {words}"
        elif code == "TABLE":
            number = int(words)
            parts.append(table_html(one.tables[number - 1], f"t{number} {(classes or {}).get(number, '')}{page_break}"))
            page_break = ""
        elif code == "RAW":
            parts.append(words)
        elif code:
            parts.append(f'<p class="{code}{page_break}">{inline(words)}</p>')
            page_break = ""
    return "\n".join(parts)


def page_html(one: Notice, css: str, title: str = "", base: str = BASE) -> str:
    """A whole page."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{base}{css}</style></head><body>{body_html(one)}</body></html>"
    )


def weasy(page: str) -> bytes:
    """Printed by WeasyPrint."""
    import weasyprint

    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


def chromium(page: str, address: str = "") -> bytes:
    """Printed by Chromium; from an ``address``, with the furniture of a browser: date, title, address, page numbers."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "notice.html", Path(folder) / "out.pdf"
        source.write_text(page, encoding="utf-8")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _serving(page.encode()))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        options += "--disable-component-update --disable-sync --disable-dev-shm-usage --lang=zh-CN"
        options += "" if address else " --no-pdf-header-footer"
        here = f"--host-resolver-rules=MAP * 127.0.0.1:{server.server_port}"
        command = ["chromium", *options.split(), here, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}"]
        try:
            subprocess.run([*command, address or str(source)], check=True, capture_output=True, timeout=120)
        finally:
            server.shutdown()
        return out.read_bytes()


def _serving(page: bytes) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def wkhtmltopdf(page: str, *options: str) -> bytes:
    """Printed by wkhtmltopdf (Qt)."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "notice.html", Path(folder) / "out.pdf"
        source.write_text(page, encoding="utf-8")
        subprocess.run(["wkhtmltopdf", "-q", *options, str(source), str(out)], check=True, capture_output=True)
        return out.read_bytes()
