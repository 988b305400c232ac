"""The pages of observation at home."""
