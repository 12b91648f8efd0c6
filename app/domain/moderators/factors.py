"""The second factor: a code from an app (TOTP, RFC 6238); no code works twice, and none after a newer one."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

import pyotp

STEP = 30  # seconds
WINDOW = 1  # steps before and after that a clock may be off


def new_secret() -> str:
    """A fresh secret, 160 bits, in base32."""
    return pyotp.random_base32()


def address(secret: str, *, account: str, site: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=quote(site, safe=" "))


def accepted_step(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The time step that the code is right for, newer than `after`; None where it is wrong, old or used."""
    digits = "".join(code.split())
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in range(now - WINDOW, now + WINDOW + 1):
        if step > after and pyotp.utils.strings_equal(totp.generate_otp(step), digits):
            return step
    return None
