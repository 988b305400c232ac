"""Pages of tasks, hand-overs and knocks."""
