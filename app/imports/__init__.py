"""Spreadsheets as people keep them: read into records, understood, each with a verdict, and imported.

`read` a file, `guess_columns`, `judge` its records, `import_records`. A sheet, its columns and the corrections of a
person can be stored as JSON between these steps.
"""

from app.imports.columns import Columns, guess_columns
from app.imports.importing import Choices, ImportOutcome, ImportRefused, import_records
from app.imports.judging import Judged, judge
from app.imports.reading import read
from app.imports.reasons import Code, Reason, Verdict
from app.imports.sheet import Sheet, Unreadable

__all__ = [
    "Choices",
    "Code",
    "Columns",
    "ImportOutcome",
    "ImportRefused",
    "Judged",
    "Reason",
    "Sheet",
    "Unreadable",
    "Verdict",
    "guess_columns",
    "import_records",
    "judge",
    "read",
]
