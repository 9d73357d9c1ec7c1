"""A package's patterns are compiled when they are first used, and find what they would have found."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from handout.replaced_modules import replaced
from handout.source.late_patterns import LatePatterns, late_patterns

LATE = """
import sys
import handout.source.yaml
import re, yaml
assert yaml.reader.re is not re and sys.modules["re"] is re
assert not isinstance(yaml.reader.Reader.NON_PRINTABLE, re.Pattern)
print(yaml.safe_load("- 2026-11-30\\n- 2.5\\n- ~\\n- no\\n- 0x10\\n- a"))
try:
    yaml.load("a\\x07", yaml.SafeLoader)
except yaml.YAMLError as error:
    print(type(error).__name__)
"""


def test_a_pattern_is_compiled_late_and_all_else_is_the_real_module_s() -> None:
    late = LatePatterns("re")
    words = late.compile("(?P<first>[a-z])", re.IGNORECASE)
    assert not isinstance(words, re.Pattern)
    assert words.groupindex == {"first": 1}
    assert words.findall("A1") == ["A"]
    compiled = re.compile("a")
    assert late.compile(compiled) is compiled
    assert late.Pattern is re.Pattern and late.escape is re.escape
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018


def test_a_package_that_is_there_keeps_its_patterns() -> None:
    assert late_patterns("re") == {}
    with replaced(late_patterns("a_package_that_is_nowhere")):
        assert isinstance(sys.modules["re"], LatePatterns)
    assert sys.modules["re"] is re


def test_the_rest_of_pyyaml_reads_as_without() -> None:
    """A library that is imported beside the program may use all of PyYAML."""
    ran = subprocess.run([sys.executable, "-c", LATE], check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "[datetime.date(2026, 11, 30), 2.5, None, False, 16, 'a']\nReaderError\n"
