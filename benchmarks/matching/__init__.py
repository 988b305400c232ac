"""Matching (比对) measured: an invented register, lists worsened from it, other ways to match them, public tables."""
