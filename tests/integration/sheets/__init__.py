"""Spreadsheets as organisations really keep them, generated here, each with what a careful person makes of it."""
