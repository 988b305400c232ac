"""The roles of a district, put together from the actions that the modules declare.

Each role is what somebody must be able to do on an ordinary day, and no more; `lianfang.accounts` shows each with its
sentences. A role names a whole module's actions as ``module.*`` and takes some back with a minus.
"""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import Role, actions, roles
from lianfang.kernel.wording import Text

READING = ("figures.see", "response.see", "risk.see", "territory.see", "orgs.see")
AT_THE_DOOR = (
    "tasks.see",
    "tasks.do",
    "tasks.see_people",
    "tasks.see_reasons",
    "people.see",
    "people.read",
    "orgs.go_on_duty",
)

DISTRICT: dict[str, tuple[Text, tuple[str, ...]]] = {
    "crew": (
        _("checkpoint crew"),
        (
            "checkpoints.work",
            "checkpoints.see",
            "checkpoints.read",
            "tasks.hand_over",
            "tasks.see",
            "orgs.go_on_duty",
            "sync.carry",
            "paper.key",
        ),
    ),
    "sampler": (
        _("sampling-site staff"),
        (
            "sampling.see",
            "sampling.draw",
            "sampling.read",
            "laboratory.see",
            "laboratory.carry",
            "tasks.see",
            "orgs.go_on_duty",
            "paper.key",
            "sync.carry",
        ),
    ),
    "laboratory": (
        _("laboratory"),
        ("sampling.see", "laboratory.see", "laboratory.carry", "laboratory.enter", "tasks.see", "orgs.go_on_duty"),
    ),
    "volunteer": (
        _("volunteer"),
        ("tasks.see", "tasks.do", "screening.see", "screening.work", "orgs.go_on_duty", "sync.carry"),
    ),
    "worker": (
        _("community worker"),
        (
            *AT_THE_DOOR,
            "tasks.receive",
            "measures.propose",
            "measures.see",
            "measures.serve",
            "isolation.*",
            "arrivals.*",
            "people.register",
            "sync.carry",
            "screening.see",
            "screening.work",
            "screening.read",
            "verification.see",
            "verification.work",
            "sampling.see",
            "sampling.draw",
            "sampling.read",
            "laboratory.read",
            "paper.key",
        ),
    ),
    "secretary": (
        _("community secretary"),
        (
            *AT_THE_DOOR,
            "tasks.*",
            "-tasks.oversee",
            "-tasks.exchange_outside",
            "people.*",
            "-people.export_open",
            "orgs.*",
            "-orgs.manage",
            "measures.propose",
            "measures.see",
            "measures.serve",
            "measures.file_appeal",
            "measures.release",
            "isolation.*",
            "arrivals.*",
            "territory.manage",
            "checkpoints.see",
            "reporting.see",
            "reporting.file",
            "privacy.subject_access",
            "sync.*",
            "screening.*",
            "verification.*",
            "-verification.send",
            "sampling.*",
            "laboratory.see",
            "laboratory.carry",
            "laboratory.read",
            "paper.key",
        ),
    ),
    "office": (
        _("street or town office"),
        (
            *AT_THE_DOOR,
            "tasks.*",
            "people.*",
            "privacy.request_export",
            "orgs.*",
            "measures.*",
            "-measures.recompute",
            "isolation.*",
            "arrivals.*",
            "checkpoints.see",
            "checkpoints.read",
            "checkpoints.manage",
            "reporting.see",
            "reporting.file",
            "command.see",
            "territory.manage",
            "sync.*",
            "screening.*",
            "verification.*",
            "sampling.*",
            "laboratory.*",
            "paper.key",
        ),
    ),
    "command": (
        _("command office"),
        (
            "tasks.*",
            "measures.*",
            "isolation.*",
            "arrivals.*",
            "orgs.*",
            "checkpoints.see",
            "checkpoints.read",
            "checkpoints.manage",
            "reporting.*",
            "command.*",
            "response.*",
            "risk.*",
            "territory.manage",
            "people.see",
            "messaging.manage",
            "screening.see",
            "screening.manage",
            "verification.*",
            "privacy.request_export",
            "sampling.see",
            "sampling.manage",
            "laboratory.see",
        ),
    ),
    "dpo": (_("data-protection officer"), ("privacy.*", "people.export_open", "accounts.explain", "people.see")),
    "admin": (
        _("system administrator"),
        (
            "accounts.*",
            "territory.*",
            "orgs.*",
            "messaging.manage",
            "worker.keep_running",
            "people.import",
            "people.see",
        ),
    ),
}


def _meant(patterns: tuple[str, ...]) -> frozenset[str]:
    """The actions that patterns name; a pattern that names none is refused, so that a renamed action is not lost."""
    meant: set[str] = set()
    for pattern in (*READING, *patterns):
        named = {code for code in actions if _fits(code, pattern.removeprefix("-"))}
        meant = meant - named if pattern.startswith("-") else meant | named
    return frozenset(meant)


def _fits(code: str, pattern: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern


def unmet() -> list[str]:
    """Patterns that name no action."""
    patterns = {pattern.removeprefix("-") for _name, wanted in DISTRICT.values() for pattern in (*READING, *wanted)}
    return sorted(pattern for pattern in patterns if not any(_fits(code, pattern) for code in actions))


def unused() -> list[str]:
    """Actions that no role includes."""
    return sorted(code for code in actions if not any(code in role.actions for role in roles.values()))


def register() -> None:
    """Make the roles; called when every module has declared its actions."""
    for code, (name, patterns) in DISTRICT.items():
        roles.add(code, Role(code, name, _meant(patterns)))
