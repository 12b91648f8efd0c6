"""The blueprint that the views of this journey hang on."""

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/moderation/imports")
