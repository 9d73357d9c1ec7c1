"""Nothing on the machine changes how ReportLab works for us."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

from handout.pdf import reportlab

PAINT = Path(__file__).parents[2] / "src/handout/pdf"
SCRIPT = """
import sys
from handout.pdf.reportlab import load, path, qr_modules
load()
assert qr_modules("https://example.org")
shape = path()
shape.moveTo(1 / 3, 0)
print(shape.getCode(), *(name for name in ("reportlab.rl_config", "reportlab.platypus", "PIL") if name in sys.modules))
"""


def test_settings_of_the_machine_are_not_executed(tmp_path: Path) -> None:
    trap = f"import pathlib\npathlib.Path({str(tmp_path / 'executed')!r}).write_text('x')\npageCompression = 0\n"
    for name in ("reportlab_settings.py", "reportlab_mods.py", ".reportlab_settings", ".reportlab_mods"):
        (tmp_path / name).write_text(trap, encoding="utf-8")
    env = {**os.environ, "HOME": str(tmp_path), "RL_invariant": "1", "RL_pageCompression": "0"}
    env["PYTHONPATH"] = os.pathsep.join((str(PAINT.parents[1]), *sys.path[1:]))
    run = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "n .333333 0 m\n"
    assert not (tmp_path / "executed").exists()


def test_reportlab_has_its_own_utilities_after_paths_were_drawn_without_them() -> None:
    script = """
from handout.pdf.reportlab import load, path
load()
import reportlab.lib.rl_accel as numbers, reportlab.lib.utils as utilities
assert numbers.isSeq is not utilities.isSeq
given = ((1, 2), [1], "é", b"e", 1)
for name in ("isSeq", "isUnicode", "rawBytes"):
    assert [getattr(numbers, name)(each) for each in given] == [getattr(utilities, name)(each) for each in given]
for name in ("asBytes", "asNative"):
    one, other = getattr(numbers, name), getattr(utilities, name)
    assert [one("é"), one(b"e")] == [other("é"), other(b"e")]
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PAINT.parents[1]), *sys.path[1:]))}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_reportlab_has_its_own_barcodes_after_a_code_was_drawn_without_them() -> None:
    script = """
from handout.pdf.reportlab import qr_modules
assert qr_modules("https://example.org")
from reportlab.graphics import barcode, renderPDF
assert barcode.getCodeNames() and renderPDF.draw
assert barcode.qrencoder.QRCode
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PAINT.parents[1]), *sys.path[1:]))}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_a_code_of_one_address_is_made_once_for_all_forms() -> None:
    reportlab.qr_modules.cache_clear()
    first, other = (reportlab.qr_modules(f"https://example.org/{page}") for page in "ab")
    assert reportlab.qr_modules("https://example.org/a") is first != other
    assert reportlab.qr_modules.cache_info().misses == 2


def test_one_file_imports_reportlab() -> None:
    found = set()
    for file in PAINT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "reportlab" for name in names):
                found.add(file.name)
    assert found == {"reportlab.py"}


def test_the_colour_profile_bears_no_date_of_ours() -> None:
    profile = (PAINT / "srgb.icc").read_bytes()
    assert len(profile) == int.from_bytes(profile[:4], "big")
    assert profile[24:36] == bytes.fromhex("07d0 0001 0001 0000 0000 0000")
    assert profile[8] == 2
