"""The doors of posts: who gets which answer to a GET."""

from lianfang.checkpoints.tests.make import make_post

SEEING = {
    "crew": 200,
    "worker": 404,
    "secretary": 404,
    "office": 200,
    "command": 200,
    "dpo": 404,
    "admin": 404,
    "anonymous": 302,
}
WORKING = {**SEEING, "office": 404, "command": 404}
MANAGING = {**SEEING, "crew": 404}
POSTING = {**dict.fromkeys(SEEING, 405), "anonymous": 302}
"""Only a POST does something there; a GET is told so."""
NOBODY = {**dict.fromkeys(SEEING, 404), "anonymous": 302}

PAGES = ("checkpoints:post", "checkpoints:stop", "checkpoints:hand_over", "checkpoints:extend", "checkpoints:man")

BOOK = ("crew", "secretary", "office", "command")

TABLE = {
    "checkpoints:shifts": {**dict.fromkeys(SEEING, 403), **dict.fromkeys(BOOK, 200), "anonymous": 302},
    "checkpoints:hand_over": WORKING,
    "checkpoints:shift": NOBODY,
    "checkpoints:take_shift": POSTING,
    "checkpoints:posts": {
        **dict.fromkeys([*SEEING, "sampler", "laboratory", "volunteer"], 200),
        "crew": 302,
        "anonymous": 302,
    },
    "checkpoints:post": SEEING,
    "checkpoints:stop": WORKING,
    "checkpoints:tally": POSTING,
    "checkpoints:undo": POSTING,
    "checkpoints:help": POSTING,
    "checkpoints:close": POSTING,
    "checkpoints:withdraw_pass": POSTING,
    "checkpoints:extend": MANAGING,
    "checkpoints:man": MANAGING,
    "checkpoints:open_post": MANAGING,
    "checkpoints:passes": MANAGING,
    "checkpoints:check": NOBODY,
    "checkpoints:stopped": NOBODY,
    "checkpoints:notice": NOBODY,
}


def samples(world):
    post = make_post(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
    return {name: {"post_id": post.pk} for name in PAGES}
