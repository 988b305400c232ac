"""The pages of screening rounds."""
