"""Words of customers for things and colours that a shop calls otherwise, in small letters.

They are without the ending of several. What the items themselves are called stands in `data/nlu/items.yml`.
"""

from collections.abc import Mapping

ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "hat": ("beanie",), "cap": ("beanie",), "backpack": ("daypack", "pack"), "rucksack": ("daypack", "pack"),
    "pack": ("daypack",), "sweater": ("jumper",), "pullover": ("jumper",), "pants": ("trouser",),
    "pant": ("trouser",), "sneaker": ("trainer",), "coat": ("jacket",), "wellie": ("boot",),
    "waistcoat": ("vest",), "gilet": ("vest",), "shoe": ("trainer", "boot", "sandal", "slipper"),
    "bag": ("tote", "duffel", "daypack", "pack"),
    "blue": ("navy", "teal"), "green": ("moss", "olive"), "yellow": ("mustard",), "red": ("rust",),
    "orange": ("rust",), "brown": ("chestnut", "rust"), "beige": ("oat", "sand", "cream"),
    "white": ("chalk", "cream", "oat"), "cream": ("chalk", "oat"), "grey": ("slate",), "gray": ("slate",),
}  # fmt: skip
