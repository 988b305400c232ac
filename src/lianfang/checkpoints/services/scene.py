"""The post at which somebody works, as the scene of an act."""

from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.models import Post
from lianfang.kernel.errors import Refused


def post_at_work(actor: Actor, post_id: UUID | str, stamp: Stamp) -> Post:
    """The post, if the actor works there and it stood open when this happened. Raises NotFound or Refused."""
    post = selectors.get_post_for(actor, post_id, action=WORK_AT_POST)
    if not selectors.is_open(post, stamp.happened_at):
        raise Refused("checkpoints.post_closed")
    return post


def scene_of(post: Post) -> Scene:
    """What is done at a joint post is done by all the units there."""
    partners = tuple(partner.unit for partner in post.partners.all())
    return Scene(response=post.response, area_path=post.area_path, unit=post.unit, with_units=partners)
