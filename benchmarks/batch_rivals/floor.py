"""The machine's floor: files of the same size, each as a temporary file that is renamed; nothing is made.

The fifth argument says how many; with a sixth one, every 64 of them are made to last, as a batch does.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import common

GROUP = 64


def main() -> None:
    lasting = len(sys.argv) > 6
    content = (common.FOLDER / "own.pdf").read_bytes()
    folder = os.open(sys.argv[2], os.O_RDONLY)
    sync = ctypes.CDLL(None).syncfs if lasting else None
    made = 0

    def make(name: str, out: Path) -> None:
        nonlocal made
        handle = os.open("draft", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder)
        os.write(handle, content)
        os.close(handle)
        os.replace("draft", out.name, src_dir_fd=folder, dst_dir_fd=folder)
        made += 1
        if sync is not None and made % GROUP == 0:
            sync(folder)

    common.run(make, int(sys.argv[5]))


if __name__ == "__main__":
    main()
