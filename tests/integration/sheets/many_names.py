"""Organisations that nobody takes for one another, as many as a file needs."""

from __future__ import annotations

WORDS = """
Aurora Bellona Cassandra Daedalus Erasmus Fjordland Galatea Hesperides Ikaria Juniper Kestrel Lighthouse Meridian
Nightingale Obsidian Perihelion Quicksilver Rosewood Saffron Tamarisk Umbria Vesuvius Wolfram Xanadu Yarrow Zephyr
Albatross Bumblebee Chrysalis Dragonfly Evergreen Foxglove Gooseberry Honeycomb Inkwell Jackdaw Kingfisher Larkspur
""".split()
TRADES = """
Archive Workshop Federation Observatory Library Parliament Orchestra Hospital Theatre Academy Collective Bakery Guild
""".split()


def names(count: int) -> list[str]:
    """At most 38 names; none shares the word that tells it apart."""
    return [f"{WORDS[i]} {TRADES[i % len(TRADES)]}" for i in range(count)]
