"""Settings: read once from the environment, frozen, checked. An unsafe configuration does not start."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from click import ClickException

HERE = Path(__file__).resolve().parent
SHORTEST_SECRET = 32
EXAMPLE_SECRETS = ("changeme", "change-me", "secret", "example", "development", "password", "dev", "test")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.*-]+(:\d+)?", re.ASCII)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class UnsafeConfiguration(ClickException):
    """The site must not start like this; the message is one line that says what to set, also at the command line."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that differs between one site and another. Field names are the environment's, in lower case."""

    secret_key: str  # signs links and forms; at least 32 characters, from a random source
    database_url: str  # sqlite:////absolute/path or postgresql+psycopg://…
    base_url: str  # the only origin ever written into a mail, without a slash at the end
    development: bool = False  # set by `make run`: own kept secret, /mailbox, plain http on loopback
    site_name: str = "Joint statements"
    mail_url: str = ""  # smtp://user:password@host:587 or smtps://host; empty: mail stays in the outbox
    mail_from: str = ""  # the sender's address
    ratelimit_storage_uri: str = "database://"  # the site's own database, or redis://…
    ratelimit_enabled: bool = True
    second_factor: str = "optional"  # or required: every moderator signs in with a code too
    dns_resolver: str = ""  # name servers for proofs of domains: addresses, :port if not 53; empty: the system's
    ledger_key_file: str = ""  # what signs the ledger's heads; empty or missing: another process does, or nobody
    ledger_head_file: str = ""  # remembers the last head, apart from the database; empty: beside that, or in instance/
    ledger_witnesses: str = ""  # vkeys of partners whose cosignatures are taken, with commas
    trusted_proxies: int = 0  # how many proxies in front add X-Forwarded-For, -Proto and -Host
    locales: tuple[str, ...] = ("en",)  # of the interface, the first is the fallback; unset in the environment: all
    embed_origins: tuple[str, ...] = ("*",)  # whose pages may frame a statement: *, none, or https://news.example …
    documents_folder: str = ""  # where PDFs and packs are kept; empty: beside the SQLite file, or in instance/
    port: int = 8000
    workers: int = 2

    def __post_init__(self) -> None:
        check(self)

    @property
    def secure(self) -> bool:
        """Whether readers come by https, so that cookies carry Secure and the __Host- prefix."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host (and port) of the site."""
        return urlsplit(self.base_url).netloc

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None for another database."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def documents(self) -> Path:
        """The folder for PDFs and packs: that of DOCUMENTS_FOLDER, else beside the SQLite file, or in instance/."""
        name = self.database_file.name if self.database_file else "undersigned"
        return Path(self.documents_folder or self._beside(f"{name}-documents"))

    @property
    def ledger_head(self) -> Path:
        """The file that remembers the last signed head of the ledger."""
        return Path(self.ledger_head_file or self._beside(f"{self._stem}-ledger-head.sqlite"))

    @property
    def ledger_key(self) -> Path | None:
        """The file with the key that signs; in development one beside the database."""
        given = self.ledger_key_file or (self._beside(f"{self._stem}-ledger.key") if self.development else "")
        return Path(given) if given else None

    @property
    def _stem(self) -> str:
        return self.database_file.stem if self.database_file else "undersigned"

    def _beside(self, name: str) -> Path:
        return (self.database_file.parent if self.database_file else HERE / "instance") / name

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Config:
        """Read the environment. Raises UnsafeConfiguration with one line that says what to set."""
        env = os.environ if environ is None else environ
        development = _switch(env, "DEVELOPMENT", False)
        port = _number(env, "PORT", 8000, 1, 65535)
        locales = _locales(env.get("LOCALES", ""))
        base_url = env.get("BASE_URL", "").rstrip("/") or (f"http://127.0.0.1:{port}" if development else "")
        host = urlsplit(base_url).hostname or "localhost"
        return cls(
            secret_key=env.get("SECRET_KEY", "") or (_kept_secret() if development else ""),
            database_url=_absolute(env.get("DATABASE_URL", "") or "sqlite:///undersigned.sqlite"),
            base_url=base_url,
            development=development,
            site_name=env.get("SITE_NAME", "") or cls.site_name,
            mail_url=env.get("MAIL_URL", ""),
            mail_from=env.get("MAIL_FROM", "") or f"statements@{host if '.' in host else 'localhost'}",
            ratelimit_storage_uri=env.get("RATELIMIT_STORAGE_URI", "") or cls.ratelimit_storage_uri,
            ratelimit_enabled=_switch(env, "RATELIMIT_ENABLED", True),
            second_factor=env.get("SECOND_FACTOR", "") or cls.second_factor,
            dns_resolver=env.get("DNS_RESOLVER", ""),
            ledger_key_file=env.get("LEDGER_KEY_FILE", ""),
            ledger_head_file=env.get("LEDGER_HEAD_FILE", ""),
            ledger_witnesses=env.get("LEDGER_WITNESSES", ""),
            trusted_proxies=_number(env, "TRUSTED_PROXIES", 0, 0, 5),
            locales=locales if "en" in locales else ("en", *locales),
            embed_origins=tuple(env.get("EMBED_ORIGINS", "").replace(",", " ").split()) or cls.embed_origins,
            documents_folder=env.get("DOCUMENTS_FOLDER", ""),
            port=port,
            workers=_number(env, "WORKERS", 2, 1, 64),
        )


def check(config: Config) -> None:
    """Refuse what would be unsafe. Raises UnsafeConfiguration."""
    secret = config.secret_key
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        raise UnsafeConfiguration(
            "SECRET_KEY is missing or too weak: set at least 32 random characters "
            "(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')."
        )
    if any(secret.lower().startswith(example) for example in EXAMPLE_SECRETS):
        raise UnsafeConfiguration("SECRET_KEY looks like an example: set one from a random source.")
    url = urlsplit(config.base_url)
    if url.scheme not in ("http", "https") or not url.netloc or url.path or url.query or url.username:
        raise UnsafeConfiguration("BASE_URL must be the site's origin, such as https://sign.example.org.")
    on_loopback = url.netloc.rsplit(":", 1)[0] in LOOPBACK or url.hostname in ("127.0.0.1", "localhost", "::1")
    if config.development and not on_loopback:
        raise UnsafeConfiguration("DEVELOPMENT shows every mail to everybody: it is only for BASE_URL on loopback.")
    if (
        url.scheme == "http"
        and not (config.development and on_loopback)
        and not (url.hostname or "").endswith(".onion")
    ):
        raise UnsafeConfiguration("BASE_URL must begin with https:// (http is for .onion, and for development).")
    if not config.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise UnsafeConfiguration("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    if config.mail_url and urlsplit(config.mail_url).scheme not in ("smtp", "smtps"):
        raise UnsafeConfiguration("MAIL_URL must begin with smtp:// or smtps:// (or be empty).")
    if config.second_factor not in ("required", "optional"):
        raise UnsafeConfiguration("SECOND_FACTOR must be required or optional.")
    if not config.ratelimit_storage_uri.startswith(("database://", "memory://", "redis://", "rediss://")):
        raise UnsafeConfiguration("RATELIMIT_STORAGE_URI must be database:// or redis://….")
    if config.embed_origins not in (("*",), ("none",)) and not all(map(_ORIGIN.fullmatch, config.embed_origins)):
        raise UnsafeConfiguration(
            "EMBED_ORIGINS must be *, none, or origins such as https://news.example, with spaces."
        )
    name_servers(config.dns_resolver)
    for code in config.locales:
        try:
            Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            raise UnsafeConfiguration(f"LOCALES has {code} in it, which is no language: write en,hy,ru.") from None
    if config.database_file is not None and config.database_file.exists():
        _not_for_others(config.database_file, "database")
    if config.ledger_key is not None and config.ledger_key.exists():
        _not_for_others(config.ledger_key, "ledger's key")


def translated() -> tuple[str, ...]:
    """English, and every language that there is a catalogue for, as menus list them: by their own names."""
    folders = [file.parent.parent.name for file in HERE.glob("app/translations/*/LC_MESSAGES/messages.po")]
    return ("en", *sorted((name.replace("_", "-") for name in folders), key=_own_name))


def name_servers(text: str) -> tuple[tuple[str, int], ...]:
    """Address and port of each server that DNS_RESOLVER names. Raises UnsafeConfiguration."""
    found = []
    for part in text.replace(",", " ").split():
        try:
            url = urlsplit(f"//{part}" if part.count(":") < 2 or part.startswith("[") else f"//[{part}]")
            address = ip_address("127.0.0.1" if url.hostname == "localhost" else url.hostname or "")
            found.append((str(address), url.port or 53))
        except ValueError:
            raise UnsafeConfiguration(
                f"DNS_RESOLVER has {part} in it: write addresses such as 127.0.0.1:53 or [::1]:53, with commas."
            ) from None
    return tuple(found)


def _locales(text: str) -> tuple[str, ...]:
    """Those that are named, or all that there are. Raises UnsafeConfiguration for one that has no words."""
    asked = tuple(part.strip() for part in text.split(",") if part.strip())
    known = translated()
    for code in asked:
        if not {code, code.rpartition("-")[0], code.partition("-")[0]} & set(known):
            raise UnsafeConfiguration(f"LOCALES has {code} in it, of which there is no catalogue: {','.join(known)}.")
    return asked or known


def _own_name(code: str) -> str:
    return (Locale.parse(code, sep="-").get_display_name() or code).casefold()


def _kept_secret() -> str:
    """The secret of a development site: made once, kept in instance/."""
    path = HERE / "instance" / "secret_key"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _not_for_others(path, "secret key")
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return path.read_text().strip()


def _not_for_others(path: Path, what: str) -> None:
    if path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise UnsafeConfiguration(f"The {what} file {path.name} can be read by everybody: chmod o-rwx it.")


def _absolute(url: str) -> str:
    """A relative SQLite path means the instance folder, wherever the process was started."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url.startswith(prefix + "/"):
        return url
    return prefix + str(HERE / "instance" / url.removeprefix(prefix))


def _switch(env: Mapping[str, str], name: str, default: bool) -> bool:
    value = env.get(name, "").strip().lower()
    if value in ("", "0", "false", "no", "off", "1", "true", "yes", "on"):
        return value in ("1", "true", "yes", "on") if value else default
    raise UnsafeConfiguration(f"{name} must be 1 or 0.")


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = env.get(name, "").strip() or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise UnsafeConfiguration(f"{name} must be a number from {least} to {most}.")
    return int(value)
