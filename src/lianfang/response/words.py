"""What levels, steps and editions are called."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import Text, labels
from lianfang.protocols import Edition, editions, load_edition
from lianfang.response.rules import Step

LEVELS: list[tuple[int, Text]] = [
    (1, _("level I, particularly grave")),
    (2, _("level II, grave")),
    (3, _("level III, considerable")),
    (4, _("level IV, ordinary")),
]
STEPS = labels(
    Step,
    ACTIVATED=_("activated"),
    RAISED=_("raised"),
    LOWERED=_("lowered"),
    CHANGED_EDITION=_("edition changed"),
    CONFIRMED=_("confirmed"),
)


def name_of_level(level: int) -> Text:
    return dict(LEVELS)[level]


def name_of_edition(edition: Edition | str) -> str:
    """The edition's name in the language of the reader."""
    known = load_edition(edition) if isinstance(edition, str) else edition
    return known.name_en if get_language() == "en" else known.name_zh


def editions_to_choose() -> list[tuple[str, str]]:
    """Every shipped edition, the newest of each disease first."""
    known = sorted((load_edition(code) for code in editions()), key=_disease_and_day)
    return [(edition.code, f"{name_of_edition(edition)} ({edition.in_force_from:%F})") for edition in known]


def _disease_and_day(edition: Edition) -> tuple[str, int]:
    return edition.disease, -edition.in_force_from.toordinal()
