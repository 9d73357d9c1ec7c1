"""WeasyPrint: the same words as HTML, fonts and style sheet read once, PDF/UA-1."""

from __future__ import annotations

from html import escape
from typing import Any

import common

LEVELS = {"title": "h1", **{f"heading{level}": f"h{level + 1}" for level in range(1, 6)}}


def spans(runs: list[list[Any]]) -> str:
    """Runs as HTML."""
    out = []
    for text, bold, italic, link in runs:
        part = escape(text)
        part = f"<b>{part}</b>" if bold else part
        part = f"<i>{part}</i>" if italic else part
        out.append(f'<a href="{escape(link)}">{part}</a>' if link and not link.startswith("#") else part)
    return "".join(out)


def html(blocks: list[dict[str, Any]]) -> str:
    """Blocks as HTML."""
    return "".join(map(_block, blocks))


def _block(block: dict[str, Any]) -> str:
    match block["kind"]:
        case "paragraph":
            tag = LEVELS.get(block["role"], "p")
            return f'<{tag} class="{block["role"]}">{spans(block["runs"])}</{tag}>'
        case "item":
            return f'<ul><li class="{block["role"]}">{spans(block["runs"])}</li></ul>'
        case "table":
            rows = [
                "".join(f'<{tag} class="{cell["role"]}">{spans(cell["runs"])}</{tag}>' for cell in row)
                for at, row in enumerate(block["rows"])
                for tag in ["th" if at < block["header"] else "td"]
            ]
            return f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>"
        case "box":
            return f'<div class="{block["role"]}">{html(block["children"])}</div>'
        case "pair":
            return f'<div class="pair"><div>{html(block["left"])}</div><div>{html(block["right"])}</div></div>'
        case _:
            size = f"width: {block['width']}pt; height: {block['height']}pt"
            return f'<img src="file://{block["file"]}" alt="Riverside Skin Clinic" style="{size}">'


def sheet(words: dict[str, Any]) -> str:
    """The style sheet."""
    page = words["page"]
    faces = "".join(
        f"@font-face {{font-family: F; src: url(file://{common.FOLDER}/{face}.ttf); "
        f"font-weight: {'bold' if 'bold' in face else 'normal'}; font-style: {'italic' if 'it' in face else 'normal'}}}"
        for face in words["faces"]
    )
    looks = "".join(
        f".{role} {{font-size: {look['size']}pt; line-height: {look['leading']}pt; color: {look['color']}; "
        f"font-weight: {'bold' if look['bold'] else 'normal'}; background: {look['background'] or 'none'}; "
        f"border: {look['border_width'] or 0}pt solid {look['border'] or 'transparent'}; padding: {look['padding']}pt; "
        f"margin: {look['space_before']}pt 0 {look['space_after']}pt}}"
        for role, look in words["styles"].items()
    )
    margin = " ".join(f"{page[side]}pt" for side in ("top", "right", "bottom", "left"))
    return (
        f"{faces} body {{font-family: F}} {looks} .pair {{display: flex}} ul {{margin: 0}} table {{width: 100%}}"
        f"@page {{size: {page['width']}pt {page['height']}pt; margin: {margin}; "
        "@top-right {content: string(who)} "
        f'@bottom-left {{content: "{words["footer"]}"}} @bottom-right {{content: counter(page) " / " counter(pages)}}}}'
        ".who {string-set: who content(); position: absolute; font-size: 1pt; color: white}"
    )


def main() -> None:
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        common.missing(error)
    words, fonts, pictures = common.words(), FontConfiguration(), {}
    style = CSS(string=sheet(words), font_config=fonts)
    body, title = html(words["blocks"]), escape(words["title"])

    def make(name: str, out: Any) -> None:
        said = body.replace(words["name"], escape(name))
        whole = (
            f'<html lang="{words["language"]}"><head><title>{title}</title></head>'
            f'<body><span class="who">{escape(name)}</span>{said}</body></html>'
        )
        HTML(string=whole).write_pdf(
            out, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", cache=pictures
        )

    common.run(make)


if __name__ == "__main__":
    main()
