"""How a wish about an order is talked through: what has yet to be asked, and what was meant. Plain Python."""
