"""The blueprint of the signatory's journey."""

from flask import Blueprint

bp = Blueprint("endorse", __name__)
