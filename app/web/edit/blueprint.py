"""The blueprint that the views of this journey hang on."""

from flask import Blueprint

bp = Blueprint("edit", __name__, url_prefix="/moderation")
