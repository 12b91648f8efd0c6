"""The blueprint of what machines and other people's pages read."""

from flask import Blueprint

bp = Blueprint("data", __name__)
