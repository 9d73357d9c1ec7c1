"""The tags of a file's tables: an element for every row and every cell, empty ones too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from handout.diagnostics import Diagnostic
from handout.document import Document, Table
from handout.verify.pdf_objects import File, problem

_ELEMENT = re.compile(rb"\s*<<\s*/S/(TR|TH|TD)(?![A-Za-z])")


def problems(file: File, document: Document) -> Iterator[Diagnostic]:
    """A problem where a reader of the tags wouldn't find each row and cell."""
    matches = (_ELEMENT.match(each.body) for each in file.objects.values())
    found = Counter(match[1] for match in matches if match)
    tables = [node for node in document.every_node if isinstance(node, Table)]
    if found != Counter(tag for table in tables for tag in _tags(table)):
        yield problem("the file's tags don't have every cell of its tables")


def _tags(table: Table) -> Iterator[bytes]:
    if table.header is not None:
        over = table.column_groups
        yield from (*([b"TR"] if over else []), b"TR", *(b"TH" for _ in (*over, *table.header.cells)))
    for group in table.groups:
        if group.title is not None:
            yield from (b"TR", b"TH")
        for row in group.rows:
            first = b"TH" if table.row_headers else b"TD"
            yield from (b"TR", first, *(b"TD" for _ in row.cells[1:]))
            if row.below is not None:
                yield from (b"TR", b"TD")
