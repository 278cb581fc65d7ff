"""The heart, without a framework: what was said, to whom, why, and who owns the floor."""
