"""The blueprint that the views of this journey hang on."""

from flask import Blueprint

bp = Blueprint("sign_in", __name__)
