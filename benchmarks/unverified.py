"""`handout -C WORKSPACE render TOPIC --audience AUDIENCE -o FILE` up to painting, without verification and scan.

Only for measuring; the program itself has no way to leave verification out.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(workspace: str, topic: str, audience: str, out: str) -> None:
    """Paints one document."""
    import handout.cli.render  # noqa: F401 - what the command costs before it begins
    from handout.files.publish import publish
    from handout.layout import layout
    from handout.pdf import write_pdf
    from handout.pipeline import Renderer, Request
    from handout.workspace.load import load

    renderer = Renderer(load(Path(workspace), [topic]))
    document = renderer.document(Request(topics=(topic,), audience=audience))
    publish({Path(out): write_pdf(layout(document, renderer.fonts), renderer.fonts)})


if __name__ == "__main__":
    main(*sys.argv[1:])
