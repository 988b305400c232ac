"""What this package does by itself every day."""

from lianfang.accounts.actors import Actor
from lianfang.kernel.jobs import every, remember_with
from lianfang.privacy import runner
from lianfang.privacy.anchors import anchor_heads
from lianfang.privacy.runs import DatabaseMemory

remember_with(DatabaseMemory())

every("privacy.anchor_heads", hours=24)(anchor_heads)


@every("privacy.retention", hours=24)
def end_what_is_due() -> None:
    runner.run(actor=Actor.system("retention"))
