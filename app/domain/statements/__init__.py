"""Statements and their revisions: what is published, in which words, until when."""
