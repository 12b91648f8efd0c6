"""The blueprint of invitations."""

from flask import Blueprint

bp = Blueprint("invite", __name__)
