"""Pages about units, their members and who is on duty."""
