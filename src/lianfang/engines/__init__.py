"""What calculates and decides about people, pure: no framework, no database, usable as a library and from the command line.

Each engine is a folder: *tracing* (流调追踪) finds who met whom in time, *matching* (比对) whether two records are one person.
Each is checked against an answer that was found another way, and explains what it says.
"""
