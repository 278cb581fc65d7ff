"""What the actions say, found in their source by reading it: nothing is imported, nothing runs."""
