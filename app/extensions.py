"""The extensions, unbound; create_app binds them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask_limiter import Limiter
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf.csrf import CSRFProtect

from app.catalogues import Languages
from app.domain.base import Model

READER = "reader"


class ReadingSession(Session):
    """`db.session` only ever reads: it is bound to connections on which the database itself refuses to write."""

    def get_bind(self, *args: Any, **kwargs: Any) -> sa.Engine | sa.Connection:
        return self._db.engines[READER]


db = SQLAlchemy(metadata=Model.metadata, session_options={"class_": ReadingSession}, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
babel = Languages()
limiter = Limiter(key_func=lambda: "")
