"""Changes of what a YAML or JSON file says: values of other types, in other places, far too large or far too many."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

LENGTHS = ("0pt", "-5mm", "1e999pt", "99999999mm", "0.0000001in", "1e-320pt", "5", "5em", "nanmm", "12pt", "200mm")
WORDS = (
    "", " ", "x", "x" * 5_000, "word " * 800, "x\n\ny", "\n\n", "a\tb", "\u00ad5\u00ad10 mg", "\u202e", "\u2028",
    "\U0001f600",
    "山田", "שלום", "नमस्ते", "e\u0301" * 200, "**", "*a* **b", "[a](#s0)", "[a](javascript:x)", "[](#", "[](#s0)",
    "[@a]",
    "{{ patient.name }}", "{{ patient.birth_date | date('short') }}", "{{ page }}", "{{ clinic.contacts.day.phone }}",
    "{{", "{% if x %}", "{# x #}", "\\{{ x }}", "https://a.example/" + "b" * 300, "../../../etc/passwd", "a/b.png",
    "CON",
    "#ffffff", "#12345g", "2026-02-30", "0001-01-01", "9999-12-31", "2026-01-01T25:00", "en-GB", "xx-yy-zz", "*", "all",
    "patient", "clinician", "keep", "drop", "body", "5.10", "1e5", "010", "0-", "-5", "1-2", "99999999999-",
    "constructor",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3, 10**6, 2**31, 2**64, 10**300, 1.5, -0.0, float("inf"), float("nan"), "", [], {},
    [[]],
    [None], [""], {"": ""}, {"a": None}, [{}], {"text": "x"}, {"patient": "x"}, {"patient": "x", "clinician": "y"},
    {"en": "x"}, {1: 2}, [1, "a", None],
)  # fmt: skip


class _Plain(yaml.SafeDumper):
    """Writes no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def changed_yaml(content: bytes, chance: Random, other: bytes) -> bytes:
    """The file with a few changes of what it says; as it is where it says nothing."""
    try:
        tree, more = yaml.safe_load(content), yaml.safe_load(other)
    except (yaml.YAMLError, ValueError, RecursionError):
        return content
    tree = changed(tree, chance, more)
    flow = chance.choice((False, False, False, None, True))
    try:
        text = yaml.dump(
            tree, Dumper=_Plain, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=10_000
        )
    except RecursionError:
        return content
    return str(text).encode("utf-8", "surrogatepass")


def changed_json(content: bytes, chance: Random, other: bytes) -> bytes:
    """The same for JSON, and for JSON Lines, of which one line is changed."""
    lines = content.splitlines(keepends=True)
    whole = not content.lstrip().startswith(b"{") or len(lines) < 2 or lines[0].strip() == b"{"
    at = 0 if whole else chance.randrange(len(lines))
    try:
        tree = changed(json.loads(content if whole else lines[at]), chance, [])
        text = json.dumps(tree, ensure_ascii=chance.random() < 0.2).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError, TypeError):
        return content
    return text if whole else b"".join([*lines[:at], text + b"\n", *lines[at + 1 :]])


def changed_any(content: bytes, chance: Random, other: bytes) -> bytes:
    """The same for whichever of the two it is; a table stays as it is."""
    change = changed_json if content.lstrip()[:1] in (b"{", b"[") else changed_yaml
    return content if b"birth_date," in content[:200] else change(content, chance, other)


def changed(tree: Any, chance: Random, other: Any) -> Any:
    """A tree of plain values with one change."""
    root = [tree]
    places = list(_places(root))
    holder, key = chance.choice(places)
    return chance.choice(CHANGES)(root, (holder, key), chance, places, other)[0]


Place = tuple[Any, Any]
"""What holds a value, and under which key or number."""


def _places(holder: Any) -> list[Place]:
    found: list[Place] = []
    waiting = [holder]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        for key in keys:
            found.append((one, key))
            if isinstance(one[key], dict | list):
                waiting.append(one[key])
    return found


def _other_type(root: list[Any], place: Place, chance: Random, *_: Any) -> list[Any]:
    place[0][place[1]] = _copy(chance.choice(VALUES))
    return root


def _other_word(root: list[Any], place: Place, chance: Random, *_: Any) -> list[Any]:
    place[0][place[1]] = chance.choice(WORDS + LENGTHS)
    return root


def _alike(root: list[Any], place: Place, chance: Random, places: list[Place], _: Any) -> list[Any]:
    """Another value of the same sort: a length for a length, a word for a word, or one that stands elsewhere."""
    value = place[0][place[1]]
    if isinstance(value, dict | list):
        same = [(holder, key) for holder, key in places if type(holder[key]) is type(value)]
        holder, key = chance.choice(same)
        place[0][place[1]] = _copy(holder[key]) if not _endless(root) else value
    elif isinstance(value, str) and value[:1].isdigit() and value[-2:] in ("pt", "mm", "cm", "in"):
        place[0][place[1]] = chance.choice(
            ("0.1mm", "1pt", "7pt", "25mm", "90mm", "150mm", "400mm", "3000mm", *LENGTHS)
        )
    elif isinstance(value, str):
        texts = [one[name] for one, name in places if isinstance(one[name], str)]
        place[0][place[1]] = chance.choice(WORDS if chance.random() < 0.3 else texts)
    elif isinstance(value, bool):
        place[0][place[1]] = not value
    else:
        place[0][place[1]] = chance.choice((0, 1, 2, 3, 9, 15, 100, 1000, 5000, 1.5, 0.5, -1))
    return root


def _longer(root: list[Any], place: Place, chance: Random, *_: Any) -> list[Any]:
    """A text with more at its end or its beginning; a list or a mapping many times over."""
    value, more = place[0][place[1]], chance.choice(WORDS)
    if isinstance(value, list):
        place[0][place[1]] = [_copy(item) for item in value * chance.choice((2, 60))]
    elif isinstance(value, dict):
        place[0][place[1]] = [value]
    else:
        place[0][place[1]] = f"{value} {more}" if chance.random() < 0.5 else f"{more}{value}"
    return root


def _removed(root: list[Any], place: Place, *_: Any) -> list[Any]:
    if place[0] is not root:
        del place[0][place[1]]
    return root


def _swapped(root: list[Any], place: Place, chance: Random, places: list[Place], _: Any) -> list[Any]:
    holder, key = chance.choice(places)
    one, two = _copy(place[0][place[1]]), _copy(holder[key])
    holder[key], place[0][place[1]] = one, two
    return [_copy(root[0])] if not _endless(root) else [one]


def _put(root: list[Any], place: Place, chance: Random, places: list[Place], other: Any) -> list[Any]:
    """A copy of a value, from here or from the other file, in another list or under a key of another mapping."""
    value = _copy(place[0][place[1]])
    from_other = list(_places([other]))
    if from_other and chance.random() < 0.5:
        holder, key = chance.choice(from_other)
        value, name = _copy(holder[key]), key
    else:
        name = place[1]
    target = chance.choice(places)
    inner = target[0][target[1]]
    if isinstance(inner, list):
        inner.insert(chance.randint(0, len(inner)), value)
    elif isinstance(inner, dict):
        inner[name] = value
    else:
        target[0][target[1]] = value
    return root


def _renamed(root: list[Any], place: Place, chance: Random, places: list[Place], _: Any) -> list[Any]:
    holder, key = place
    if isinstance(holder, dict):
        keys = [name for one, name in places if isinstance(one, dict)]
        new = chance.choice((chance.choice(keys), str(key)[:-1], f"{key}s", str(key).upper(), "x", 1, None, True, ""))
        value = holder.pop(key)
        holder[new] = value
    return root


def _wrapped(root: list[Any], place: Place, chance: Random, *more: Any) -> list[Any]:
    """In a list, in a mapping, or very deep."""
    value = place[0][place[1]]
    for _ in range(chance.choice((1, 1, 1, 2, 70))):
        value = (
            [value] if chance.random() < 0.5 else {chance.choice(("text", "body", "bullets", "patient", "a")): value}
        )
    place[0][place[1]] = value
    return root


def _unwrapped(root: list[Any], place: Place, chance: Random, *_: Any) -> list[Any]:
    value = place[0][place[1]]
    if isinstance(value, dict | list) and value:
        place[0][place[1]] = chance.choice(list(value.values()) if isinstance(value, dict) else value)
    return root


def _hoisted(root: list[Any], place: Place, *_: Any) -> list[Any]:
    """The keys from a place on are written one level further out, as an indentation that is lost puts them."""
    holder, key = place
    value = holder[key]
    if isinstance(holder, dict) and isinstance(value, dict) and value:
        last = list(value)[-1]
        holder[last] = value.pop(last)
    return root


def _sunk(root: list[Any], place: Place, *_: Any) -> list[Any]:
    """A key is written one level further in, under the one before it."""
    holder, key = place
    if isinstance(holder, dict) and len(holder) > 1:
        names = list(holder)
        before = holder[names[names.index(key) - 1]]
        if isinstance(before, dict) and before is not holder[key]:
            before[key] = holder.pop(key)
    return root


def _shuffled(root: list[Any], place: Place, chance: Random, *_: Any) -> list[Any]:
    value = place[0][place[1]]
    if isinstance(value, list):
        chance.shuffle(value)
    elif isinstance(value, dict):
        pairs = list(value.items())
        chance.shuffle(pairs)
        place[0][place[1]] = dict(pairs)
    return root


def _copy(value: Any) -> Any:
    """A copy that shares nothing."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _endless(value: Any, within: frozenset[int] = frozenset()) -> bool:
    """Whether a value holds itself."""
    if id(value) in within:
        return True
    inner = within | {id(value)}
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_endless(item, inner) for item in items)


Change = Callable[[list[Any], Place, Random, list[Place], Any], list[Any]]
CHANGES: tuple[Change, ...] = (
    _other_type, _other_type, _other_word, _other_word, _alike, _alike, _alike, _alike, _alike, _longer, _removed,
    _swapped, _put, _put, _renamed,
    _wrapped, _unwrapped, _shuffled, _hoisted, _hoisted, _sunk, _sunk,
)  # fmt: skip
