"""The blueprint of the reader's journey."""

from flask import Blueprint

bp = Blueprint("statement", __name__)
