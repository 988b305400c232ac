"""What the codes of measures are called."""

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import labels
from lianfang.measures.rules import (
    AppealDecision,
    CountsFrom,
    Ending,
    ExcessKind,
    Freedom,
    Ground,
    Kind,
    Stage,
    State,
    Step,
)

KINDS = labels(
    Kind,
    CENTRAL_ISOLATION=_("central isolation"),
    HOME_ISOLATION=_("home isolation"),
    HOME_OBSERVATION=_("home observation"),
    HEALTH_MONITORING=_("health monitoring"),
    MOSQUITO_ISOLATION=_("isolation from mosquitoes"),
)
GROUNDS = labels(
    Ground,
    CLOSE_CONTACT=_("close contact of a case"),
    SECONDARY_CONTACT=_("contact of a close contact"),
    GENERAL_CONTACT=_("general contact"),
    LEFT_HIGH_RISK_AREA=_("was in a high-risk area"),
    LEFT_MEDIUM_RISK_AREA=_("was in a medium-risk area"),
    LEFT_LOW_RISK_AREA=_("was in a low-risk area"),
    SEALED_ZONE=_("lives in a sealed zone"),
    CASE=_("is a case"),
)
EVENTS = labels(
    CountsFrom,
    LAST_EXPOSURE=_("the last contact"),
    ARRIVAL=_("the arrival"),
    LEAVING_AREA=_("leaving the risk area"),
    ORDER=_("the order"),
    RELEASE_OF_PREVIOUS=_("the release from the measure before"),
    ONSET=_("the first symptoms"),
)
FREEDOMS = labels(
    Freedom,
    MAY_LEAVE_HOME=_("You may leave your home."),
    MAY_LEAVE_HOME_WHEN_NECESSARY=_("You may leave your home when it is necessary, with a mask."),
    MAY_LEAVE_FOR_CARE=_("You may always leave for medical care; call the community, or 120, and go."),
    DOOR_ONLY=_("Please stay in your home; what you need comes to the door."),
    ROOM_ONLY=_("Please stay in your room; what you need is brought."),
    UNDER_NET=_("Please stay behind screens or under a bed net, so that no mosquito bites you."),
    NO_GATHERINGS=_("Please do not meet many people."),
    NO_PUBLIC_TRANSPORT=_("Please do not take buses, trains or shared cars."),
)
STATES = labels(
    State,
    PROPOSED=_("measure proposed"),
    REFUSED=_("proposal refused"),
    ORDERED=_("ordered"),
    ENDED=_("measure ended"),
)
STAGES = labels(
    Stage,
    PROPOSED=_("waits for a decision"),
    REFUSED=_("proposal refused"),
    TO_BEGIN=_("ordered, not begun"),
    RUNNING=_("running"),
    RELEASE_DUE=_("release due"),
    ENDED=_("measure ended"),
)
ENDINGS = labels(
    Ending,
    RELEASED=_("released at its end"),
    ENDED_EARLY=_("ended early"),
    REVOKED_ON_APPEAL=_("revoked on appeal"),
    BECAME_CASE=_("treated as a case from then on"),
    LEFT_DISTRICT=_("handed over across the district's border"),
    RESPONSE_CHANGED=_("no longer asked for by the edition"),
)
STEPS = labels(
    Step,
    PROPOSED=_("measure proposed"),
    ORDERED=_("ordered"),
    REFUSED=_("proposal refused"),
    SERVED=_("notice handed over"),
    EXTENDED=_("extended"),
    SHORTENED=_("shortened"),
    RECOMPUTED=_("recomputed by a new edition"),
    MOVED=_("handed to another unit"),
    APPEALED=_("appeal made"),
    APPEAL_DECIDED=_("appeal decided"),
    ENDED=_("measure ended"),
)
APPEAL_DECISIONS = labels(AppealDecision, UPHELD=_("the order stands"), SHORTENED=_("shortened"), REVOKED=_("revoked"))
EXCESSES = labels(
    ExcessKind,
    LONGER=_("longer than the edition"),
    STRICTER=_("stricter than the edition asks for this ground"),
    UNKNOWN_KIND=_("a measure the edition does not have"),
)
