"""How fast Deskbell is and what it takes: `make bench`. It measures and prints; it asserts nothing."""
