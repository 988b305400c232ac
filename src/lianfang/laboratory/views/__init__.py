"""Pages between the closed tube and what follows its result."""
