"""Whether a document is as it was made."""

from __future__ import annotations

from hashlib import blake2b, sha256

import pytest

from handout.files.provenance import made_here

BODY = b"%PDF-1.7\n1 0 obj\n<pdf:Producer>handout 0.1.0</pdf:Producer>\nendobj\n"


def sealed(body: bytes, seal: str) -> bytes:
    return body + b"2 0 obj\n<</ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (seal.encode(), seal.encode(), len(body))


@pytest.mark.parametrize("seal", [sha256(BODY).hexdigest()[:32], blake2b(BODY, digest_size=16).hexdigest()])
def test_a_document_of_this_version_or_of_the_first_is_known(seal: str) -> None:
    assert made_here(sealed(BODY, seal))
    assert not made_here(sealed(BODY.replace(b"obj", b"OBJ"), seal))


def test_a_file_of_another_program_is_not() -> None:
    other = BODY.replace(b"handout", b"another")
    assert not made_here(sealed(other, sha256(other).hexdigest()[:32]))
    assert not made_here(BODY)
