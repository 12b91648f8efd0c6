"""Copy a published ledger into a folder, for `undersigned-verify`: what a partner's timer runs before `watch`.

    python3 fetch_ledger.py https://sign.example.org/ledger DIR

Standard library only. What is there already is not fetched again, but for the head; nothing is believed: whoever
verifies the folder finds what is wrong.
"""

from __future__ import annotations

import os
import sys
from urllib.request import urlopen

MOST = 16 * 1024 * 1024  # bytes of one file


def fetch(address: str) -> bytes:
    if not address.startswith(("https://", "http://")):
        sys.exit("The address must begin with https:// (or http://).")
    with urlopen(address, timeout=30) as answer:  # noqa: S310  # http and https alone, as above
        return answer.read(MOST)


def write(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(f"{path}.part", "wb") as file:
        file.write(content)
    os.replace(f"{path}.part", path)


def tiles(size: int) -> list[str]:
    """The paths of every tile and bundle of a ledger of that size."""
    found, level, hashes = [], 0, size
    while hashes:
        for name in ["entries", "0"] if level == 0 else [str(level)]:
            for number in range((hashes + 255) // 256):
                width = min(256, hashes - number * 256)
                groups, rest = [f"{number % 1000:03}"], number // 1000
                while rest:
                    groups.insert(0, f"x{rest % 1000:03}")
                    rest //= 1000
                found.append(f"tile/{name}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else ""))
        level, hashes = level + 1, hashes // 256
    return found


def main(given: list[str]) -> int:
    if len(given) != 2:
        sys.exit(__doc__)
    address, folder = given[0].rstrip("/"), given[1]
    head = fetch(f"{address}/checkpoint")
    lines = head.split(b"\n")
    if len(lines) < 3 or not lines[1].isdigit():
        sys.exit("There is no ledger at this address.")
    fetched = 0
    for path in tiles(int(lines[1])):
        target = os.path.join(folder, path)
        if not os.path.exists(target):
            write(target, fetch(f"{address}/{path}"))
            fetched += 1
    for name in ("policy", "vkey"):
        if not os.path.exists(os.path.join(folder, name)):  # the first is kept: a later one says what it likes
            write(os.path.join(folder, name), fetch(f"{address}/{name}"))
    write(os.path.join(folder, "checkpoint"), head)
    print(f"{int(lines[1])} entries, {fetched} files fetched")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
