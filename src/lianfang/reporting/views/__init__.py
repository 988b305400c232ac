"""The pages of daily reports and bulletins."""
