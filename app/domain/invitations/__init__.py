"""Invitations: organisations that an editor asks to endorse a statement, each by a personal link."""
