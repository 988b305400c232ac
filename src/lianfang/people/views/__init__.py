"""The pages of people, households, likely duplicates and imports."""
