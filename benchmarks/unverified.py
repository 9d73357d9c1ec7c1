"""`handout render TOPIC --audience AUDIENCE -o FILE` up to painting: nothing is verified, scanned or kept safe.

Only for measuring; the program itself has no way to leave verification out.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(topic: str, audience: str, out: str) -> None:
    """Paints one document."""
    import handout.cli.render  # noqa: F401 - what the command costs before it begins
    from handout.files.publish import publish
    from handout.layout import layout
    from handout.pdf import write_pdf
    from handout.pipeline import Renderer, Request
    from handout.workspace.load import load

    renderer = Renderer(load(Path(), [topic]))
    document = renderer.document(Request(topics=(topic,), audience=audience))
    publish({Path(out): write_pdf(layout(document, renderer.fonts), renderer.fonts)})


if __name__ == "__main__":
    main(*sys.argv[1:])
