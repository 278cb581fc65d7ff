"""NLU components of our own: how a sentence is understood, without I/O."""
