"""The sentences about an order, by the part of its life that it is in."""
