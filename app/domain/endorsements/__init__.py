"""Endorsements: one organisation behind one revision, from the form to the register."""
