"""Spreadsheets as people keep them, through the command that imports them."""
