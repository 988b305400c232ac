"""What somebody must do by a time (任务), who answers for whom, and how people pass from one unit to the next (闭环).

A *task* asks, an act answers. A *hand-over* (交接) is a task with two sides: sent, accepted by somebody on duty, and *seen*.
A *responsibility* (责任) says which unit answers for a person now: always exactly one. A *visit* (一次敲门) is one knock or call
that answers all open tasks of a household. A *clock* is a due time that fires with nobody looking.
"""
