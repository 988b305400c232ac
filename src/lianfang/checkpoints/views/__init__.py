"""The pages of a post: its day, counting, stopping, calling for help; the records; the posts themselves."""
