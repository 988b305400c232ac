"""Tracing (流调追踪): who met whom in time, to how many degrees, how surely, and by which chain.

`reference` is the definition; the store (`build`, `open`) answers the same from memory-mapped indexes in milliseconds,
`relational` in SQL on DuckDB and Spark. A *visit* is a person at a place from when to when, an *index person* somebody
who can pass it on within a window, a *meeting* two visits of two people at one place with a moment in common. The
engine proposes; a person decides.
"""
