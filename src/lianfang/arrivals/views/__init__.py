"""Pages about arrivals: for residents without an account, and for those who verify."""
