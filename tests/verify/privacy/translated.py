"""A topic `t` with its translation, as the scan reads them for patients."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from canary.workspace import write
from handout.pipeline import Renderer, Request
from handout.verify.privacy.scanned_document import ScannedDocument, scanned_document
from handout.workspace.load import load

CLINIC = """\
name: The clinic
language: en
contacts: {day: {label: "1", phone: 555 0100}}
audiences:
  patient: {for-patients: true, layout: plain}
  clinician: {for-patients: false, layout: plain}
"""


def scanned_topic(folder: Path, files: Mapping[str, str], language: str | None = None) -> ScannedDocument:
    """The document for patients, in a language other than its own where one is given.

    Its files are named without `content/` and `.yaml`.
    """
    pages = {f"content/{name}.yaml" if name != "clinic" else "clinic.yaml": text for name, text in files.items()}
    workspace = load(write(folder, pages), languages=[language] if language else [])
    request = Request(topics=("t",), audience="patient", language=language)
    _, context = Renderer(workspace).selected("t", request)
    return scanned_document(workspace, context, request.topics, request.audience)
