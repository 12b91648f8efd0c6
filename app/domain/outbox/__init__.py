"""Mail that must leave: written in the same commit as the fact it tells of."""
