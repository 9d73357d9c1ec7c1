"""A list whose patients read different languages: each gets the translation that the column names, or none."""

from __future__ import annotations

import json
from pathlib import Path

from batch.make import inline
from canary.translations import FILES
from canary.workspace import write
from handout import extract
from handout.batch.options import Listener
from handout.batch.order import Order, RequestColumns
from handout.batch.run import run
from handout.patients.lists import open_records
from handout.workspace.load import load

LIST = """\
id,name,birth_date,speaks
A-1,Ana Ruiz,1961-04-05,es
A-2,Bea Brown,1984-11-30,
A-3,Cleo Dupont,1990-01-01,fr
A-4,Dora Gil,1970-02-02,es
A-5,Eva Soto,1970-02-03,es-MX
"""


def test_each_patient_gets_the_language_of_the_column(tmp_path: Path) -> None:
    workspace = load(write(tmp_path / "workspace", FILES), ["t"], languages=None)
    patients = tmp_path / "list.csv"
    patients.write_text(LIST, encoding="utf-8")
    order = Order(topics=("t",), audiences=("patient",), columns=RequestColumns(language="speaks"))
    with open_records(patients, workspace.clinic, columns=order.columns.names) as records:
        summary = run(workspace, records, order, inline(tmp_path / "out"), Listener())
    assert (summary.done, summary.failed) == (4, 1)
    lines = [json.loads(line) for line in (tmp_path / "out" / "manifest.jsonl").read_text().splitlines()]
    assert [(line["id"], line.get("language"), line["file"]) for line in lines] == [
        ("A-1", "es", "t.patient.es.A-1.pdf"),
        ("A-2", "en", "t.patient.A-2.pdf"),
        ("A-3", None, None),
        ("A-4", "es", "t.patient.es.A-4.pdf"),
        ("A-5", "es-MX", "t.patient.es-MX.A-5.pdf"),
    ]
    assert "'t' is in en, es, not in the language asked for" in lines[2]["error"][0]["message"]
    for line in lines[:2] + lines[3:]:
        words = "\n".join(extract.pages(tmp_path / "out" / line["file"]))
        assert ("Piel seca" in words, "Dry skin\n" in words) == (line["language"] != "en", line["language"] == "en")
        assert ("For staff: Dry skin" in words) == (line["language"] != "en")
        assert "solo los médicos" not in words
