"""Undersigned: joint statements, the organisations behind them, and the moderators' desk."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli
from app.database import database_settings, init_database
from app.domain.base import migration_type
from app.extensions import csrf, db, limiter, migrate
from app.signing.ledger import init_ledger
from app.signing.witnesses import check_witnesses
from app.web import blueprints
from app.web.caching import init_caching
from app.web.errors import init_errors
from app.web.guards import init_guards
from app.web.headers import init_headers
from app.web.locale import init_locale
from app.web.policy import check_policy
from app.web.templating import init_templates
from app.web.times import init_times
from app.web.warm import init_warm_reads
from config import Config, name_servers

HOUSE = Path(__file__).resolve().parent.parent


def create_app(config: Config | None = None) -> Flask:
    """The site as a WSGI application. Raises UnsafeConfiguration where it must not start."""
    config = config or Config.from_env()
    app = Flask(__name__, root_path=str(HOUSE), instance_path=str(HOUSE / "instance"))
    app.config.from_mapping(settings(config))
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # Flask's own way

    db.init_app(app)
    init_database(app)
    migrate.init_app(app, db, str(HOUSE / "migrations"), render_as_batch=True, render_item=migration_type)
    csrf.init_app(app)
    limiter.init_app(app)

    init_locale(app)
    init_templates(app)
    init_times(app)
    init_headers(app)
    init_guards(app)
    init_errors(app)
    init_caching(app)
    init_warm_reads(app)
    init_ledger(app)
    check_witnesses(app)
    blueprints.register(app)
    cli.register(app)
    check_policy(app)
    return app


def settings(config: Config) -> dict[str, object]:
    """What Flask and its extensions read, from what the site's owner set."""
    prefix = "__Host-" if config.secure else ""
    onion = config.host.endswith(".onion")
    return {
        **database_settings(config.database_url),
        "SECRET_KEY": config.secret_key,
        "BASE_URL": config.base_url,
        "DEVELOPMENT": config.development,
        "SITE_NAME": config.site_name,
        "MAIL_URL": config.mail_url,
        "MAIL_FROM": config.mail_from,
        "LOCALES": config.locales,
        "EMBED_ORIGINS": config.embed_origins,
        "SECOND_FACTOR": config.second_factor,
        "DNS_RESOLVER": name_servers(config.dns_resolver),
        "DOCUMENTS": str(config.documents),
        "LEDGER_KEY_FILE": str(config.ledger_key or ""),
        "LEDGER_HEAD_FILE": str(config.ledger_head),
        "LEDGER_WITNESSES": config.ledger_witnesses,
        "WORKERS": config.workers,
        "PORT": config.port,
        "HSTS": config.secure and not onion,
        "TRUSTED_HOSTS": trusted_hosts(config),
        "MAX_CONTENT_LENGTH": 65536,
        "MAX_FORM_MEMORY_SIZE": 32768,
        "MAX_FORM_PARTS": 40,
        "SESSION_COOKIE_NAME": f"{prefix}form",  # holds the CSRF token and nothing else
        "SESSION_COOKIE_SECURE": config.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # Strict would lose a form in one tab when a mailed link opens another
        "MODERATOR_COOKIE_NAME": f"{prefix}session",
        "DEVICE_COOKIE_NAME": f"{prefix}device",  # knows a moderator's browser again, see web/sign_in/devices.py
        "WTF_CSRF_CHECK_DEFAULT": False,  # the guard asks for it, by policy
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the browser session: nobody loses a form over lunch
        "WTF_CSRF_SSL_STRICT": False,  # needs a Referer, which our own Referrer-Policy forbids
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_uri,
        "RATELIMIT_STORAGE_OPTIONS": {"socket_timeout": 2} if config.ratelimit_storage_uri.startswith("redis") else {},
        "RATELIMIT_ENABLED": config.ratelimit_enabled,
        "BABEL_DEFAULT_LOCALE": config.locales[0],
        "SEND_FILE_MAX_AGE_DEFAULT": 86400,
    }


def trusted_hosts(config: Config) -> list[str]:
    """The Host headers that are answered: the site's own, and loopback's for health checks and development."""
    own = config.host.rsplit(":", 1)[0] if config.host.rsplit(":", 1)[-1].isdigit() else config.host
    return [own, "127.0.0.1", "localhost"]
