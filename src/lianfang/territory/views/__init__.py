"""Pages about areas."""
