"""The blueprint that the views of this journey hang on."""

from flask import Blueprint

bp = Blueprint("deliver", __name__, url_prefix="/moderation/statements/<slug>/deliveries")
