"""What is done in a place of its own: `python -m tests.security.stages STAGE HOME`; each ends without closing anything.

So the write-ahead log stays where it is, as it would after a power cut.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any


def walk(home: Path) -> dict[str, Any]:
    """A district in which the canary went through every door; the menu, on every page the same, is left out."""
    from django.contrib.sessions.models import Session
    from django.core.management import call_command

    from lianfang.project import navigation
    from lianfang.vault.rings import STANDING
    from lianfang.vault.services import open_ring
    from tests.cast import make_world
    from tests.security import doors

    navigation.MENU = ()
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    open_ring(STANDING)
    world = make_world()
    walked = doors.Walk(world, doors.samples(world))
    meet_the_canary(world)
    for door in doors.everything():
        door(walked)
    sessions = json.dumps([session.get_decoded() for session in Session.objects.all()], ensure_ascii=False, default=str)
    return {
        "tried": walked.tried,
        "let_in": walked.let_in,
        "sessions": sessions,
        "response": str(world.response.pk),
        **counts(),
    }


def meet_the_canary(world: Any) -> None:
    """Somebody whom the response met, and a resident, so that there is something to find."""
    from lianfang.people.tests.make import make_person, meet
    from tests.security.canary import CANARY

    meet(world.response, **{name: CANARY[name] for name in ("name", "id_number", "phone", "address")})
    make_person(CANARY["name"], phone=CANARY["phone"], address=CANARY["address"])


def counts() -> dict[str, Any]:
    """What every figure says of the whole, but for those of different people, who are gone then; and how many people the
    first response knows: the one that was made first, for a form of the walk may activate one that began long before.
    """
    from lianfang.accounts.actors import Actor
    from lianfang.figures.asking import Ask
    from lianfang.figures.declare import Measure, figures
    from lianfang.figures.engine import evaluate
    from lianfang.kernel.clock import end_of, start_of, today
    from lianfang.people.models import Person
    from lianfang.response.models import Response

    lasting = tuple(code for code, figure in figures.items() if figure.measure is not Measure.DISTINCT)
    month = Ask(lasting, start_of(today() - timedelta(days=30)), end_of(today() + timedelta(days=1)))
    counted = {key.figure: number for key, number in evaluate(month, Actor.system("test")).numbers.items()}
    first = Response.objects.earliest("pk")
    return {"counted": counted, "met": Person.objects.filter(response=first).count()}


def backup(home: Path) -> dict[str, Any]:
    from lianfang.privacy.backups import backup as write

    return dict(write(home / "backup"))


def destroy(home: Path) -> dict[str, Any]:
    """The key of the response is destroyed, and an older backup is put back."""
    from lianfang.privacy.backups import restore
    from lianfang.privacy.integrity import findings
    from lianfang.response.models import Response
    from lianfang.vault.services import destroy_ring

    response = Response.objects.earliest("pk").pk
    destroy_ring(response)
    restore(home / "backup")
    return {"readable": readable(response), "findings": [str(reason) for reason in findings()], **counts()}


def readable(response: object) -> list[str]:
    """Everything that can still be read under the response's key."""
    from django.apps import apps

    from lianfang.vault.fields import ERASED, EncryptedText

    found = []
    for model in apps.get_models():
        locked = [field.attname for field in model._meta.concrete_fields if isinstance(field, EncryptedText)]
        for row in model._base_manager.all() if locked else ():
            values = [str(getattr(row, name) or "") for name in locked]
            if getattr(row, "keyring_id", None) == response:
                found += [value for value in values if value not in ("", ERASED)]
    return found


def main() -> None:
    stage, home = sys.argv[1], Path(sys.argv[2])
    import django

    django.setup()
    (home / f"{stage}.json").write_text(json.dumps(globals()[stage](home), default=str))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
