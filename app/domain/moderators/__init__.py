"""Accounts of moderators and editors, their passwords, second factors and sessions."""
