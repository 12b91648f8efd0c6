"""Write app/domain/text/confusables.tsv anew from the ICU of this machine: `python3 tools/confusables.py`.

ICU carries the confusables of UTS #39 and builds skeletons with them (uspoof_getSkeleton). What one letter's skeleton
is, for every letter that is not its own, is the whole table. Needs libicu (Debian: libicu72 or newer), nothing else.
"""

from __future__ import annotations

import ctypes
import glob
import re
import sys
import unicodedata
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "app/domain/text/confusables.tsv"
SURROGATES = range(0xD800, 0xE000)
HEAD = """\
# Letters that look alike: the confusables of Unicode Technical Standard #39, as ICU {icu} (Unicode {unicode}) has them.
# Each line: what they all look like, a tab, the characters; code points in hex. Written by tools/confusables.py.
# © Unicode, Inc., under the Unicode License v3, https://www.unicode.org/license.txt
"""


class ICU:
    """The three functions of ICU that this needs."""

    def __init__(self) -> None:
        libraries = sorted(glob.glob("/usr/lib/*/libicui18n.so.*[0-9]"), key=len)
        if not libraries:
            sys.exit("libicu is missing. On Debian and Ubuntu: sudo apt-get install libicu72")
        self.library = ctypes.CDLL(libraries[0])
        self.major = re.findall(r"\.so\.(\d+)", libraries[0])[0]
        status = ctypes.c_int(0)
        opening = self._function("uspoof_open")
        opening.restype = ctypes.c_void_p
        self.checker = ctypes.c_void_p(opening(ctypes.byref(status)))
        if status.value > 0 or not self.checker:
            sys.exit(f"ICU says no: {status.value}")

    def _function(self, name: str) -> ctypes._NamedFuncPointer:
        return getattr(self.library, f"{name}_{self.major}")

    def version(self, name: str) -> str:
        """Of ICU itself (u_getVersion) or of its Unicode (u_getUnicodeVersion)."""
        found = (ctypes.c_uint8 * 4)()
        self._function(name)(found)
        return ".".join(map(str, found[:2]))

    def skeleton(self, text: str) -> str:
        """The skeleton as ICU builds it."""
        units = text.encode("utf-16-le")
        room = ctypes.create_string_buffer(256)
        status = ctypes.c_int(0)
        size = self._function("uspoof_getSkeleton")(
            self.checker, 0, units, len(units) // 2, room, len(room) // 2, ctypes.byref(status)
        )
        if status.value > 0:
            sys.exit(f"ICU says no to U+{ord(text):04X}: {status.value}")
        return room.raw[: 2 * size].decode("utf-16-le")


def main() -> None:
    """Ask for every code point that NFD leaves alone; what it takes apart is found by its parts."""
    icu = ICU()
    alike: dict[str, list[str]] = {}
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if code in SURROGATES or unicodedata.normalize("NFD", letter) != letter:
            continue
        skeleton = icu.skeleton(letter)
        if skeleton not in ("", letter):
            alike.setdefault(skeleton, []).append(letter)
    lines = [HEAD.format(icu=icu.version("u_getVersion"), unicode=icu.version("u_getUnicodeVersion"))]
    for skeleton, letters in sorted(alike.items()):
        lines.append(f"{_hex(skeleton)}\t{_hex(''.join(letters))}\n")
    TABLE.write_text("".join(lines), "utf-8")
    print(f"{TABLE.name}: {sum(map(len, alike.values()))} letters that look like {len(alike)} others")


def _hex(text: str) -> str:
    return " ".join(f"{ord(letter):04X}" for letter in text)


if __name__ == "__main__":
    main()
