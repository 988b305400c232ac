"""The doors of paper: who gets which answer to a GET."""

from lianfang.kernel.clock import today
from lianfang.paper.models import Page

KEYING = {
    "crew": 200,
    "sampler": 200,
    "laboratory": 404,
    "volunteer": 404,
    "worker": 200,
    "secretary": 200,
    "office": 200,
    "command": 404,
    "dpo": 404,
    "admin": 404,
    "anonymous": 302,
}
HERE = {**KEYING, "crew": 404, "sampler": 404}
"""A page of the eastern community is not that of the crew and the samplers of the western one."""
POSTING = {**dict.fromkeys(KEYING, 405), "anonymous": 302}
"""Only a POST does something there; a GET is told so."""
NOBODY = {**dict.fromkeys(KEYING, 404), "anonymous": 302}

TABLE = {
    "paper:forms": KEYING,
    "paper:open": NOBODY,
    "paper:print": NOBODY,
    "paper:labels": {**KEYING, "crew": 404},
    "paper:codes": {**KEYING, "crew": 404, "sampler": 404},
    "paper:batch": HERE,
    "paper:batch_pdf": HERE,
    "paper:page": HERE,
    "paper:row": POSTING,
    "paper:finish": POSTING,
    "paper:set_aside": POSTING,
    "paper:take_up": POSTING,
}


def samples(world):
    page = make_page(world)
    batch = {"batch_id": page.batch}
    return {
        "paper:page": {"page_id": page.pk},
        "paper:row": {"page_id": page.pk, "row_id": page.pk},
        "paper:batch": batch,
        "paper:batch_pdf": batch,
        "paper:codes": {"kind": "people.household"},
    }


def make_page(world):
    """A page of the tube list as it stands when its session is over: no row of it is left."""
    unit = world.units["河东社区居委会"]
    return Page.objects.create(
        response=world.response,
        code="3F7K92QM4",
        form="sampling.tubes",
        about=world.response.pk,
        title="采样管登记表",
        area_path=world.areas["河东社区"].path,
        unit_path=unit.path,
        batch=world.response.pk,
        number=1,
        pages=1,
        day=today(),
        printed_by="system:tests",
    )
