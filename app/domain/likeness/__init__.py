"""How alike the names of two organisations are: would a moderator want to see the one beside the other?

Pure: no database, no clock. `marks` finds the few that are worth comparing, `likeness` compares two.
"""

from app.domain.likeness.compare import likeness
from app.domain.likeness.marks import marks
from app.domain.likeness.named import NO_ALIASES, Aliases, Ground, Likeness, Named

__all__ = ["NO_ALIASES", "Aliases", "Ground", "Likeness", "Named", "likeness", "marks"]
