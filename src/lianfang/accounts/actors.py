"""Who is acting: a user with the grants of this moment, or a named part of the system."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lianfang.accounts.access import Action, roles
from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.paths import contains
from lianfang.kernel.wording import Reason


@dataclass(frozen=True)
class Held:
    """A grant that holds now: a role over everything below an area, or below a unit."""

    role: str
    area_path: str | None = None
    unit_path: str | None = None
    grant: UUID | None = None
    ends_at: datetime | None = None

    def permits(self, action: Action) -> bool:
        role = roles.get(self.role)
        return role is not None and action.code in role.actions

    def covers(self, area_path: str | None, unit_path: str | None) -> bool:
        """Whether this place lies below; a role over the root of the areas reaches every unit too."""
        if self.area_path == "":
            return True
        if self.area_path is not None:
            return area_path is not None and contains(self.area_path, area_path)
        return unit_path is not None and contains(self.unit_path or "", unit_path)


@dataclass(frozen=True)
class Verdict:
    """Whether an actor may, and the reason in words."""

    allowed: bool
    because: Reason
    by: Held | None = None
    """The grant that gives it, or that would if it reached further."""


@dataclass(frozen=True)
class Actor:
    """Somebody or something that acts; every service takes one first."""

    name: str
    """As the audit log names them: ``user:<id>``, ``system:<job>`` or ``link:<purpose>``."""
    held: tuple[Held, ...] = ()
    user_id: UUID | None = None
    is_system: bool = False
    device: str = ""

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role held now opens personal data in bulk or manages accounts."""
        return any(role.is_guarded for held in self.held if (role := roles.get(held.role)))

    @classmethod
    def of(cls, user: User, device: str = "", at: datetime | None = None) -> "Actor":
        """The actor a logged-in user is at this moment (or at another)."""
        held = tuple(
            Held(grant.role, grant.area_path, grant.unit_path, grant.pk, grant.ends_at)
            for grant in grants_holding(user, at or now())
        )
        return cls(name=f"user:{user.pk}", held=held, user_id=user.pk, device=device)

    @classmethod
    def system(cls, job: str) -> "Actor":
        """A part of the program that acts by itself and is named in the log: the clock, the sunset, an import."""
        return cls(name=f"system:{job}", is_system=True)

    def verdict(self, action: Action, *, area_path: str | None = None, unit_path: str | None = None) -> Verdict:
        """Whether this actor may do this at this area or for this unit, with the reason."""
        if self.is_system:
            return Verdict(True, Reason.of("accounts.system"))
        permitting = [held for held in self.held if held.permits(action)]
        if not permitting:
            return Verdict(False, Reason.of("accounts.no_role_permits", action=action.code))
        for held in permitting:
            if held.covers(area_path, unit_path):
                return Verdict(True, Reason.of("accounts.role_covers", role=held.role), held)
        return Verdict(False, Reason.of("accounts.elsewhere", role=permitting[0].role), permitting[0])

    def may(self, action: Action, *, area_path: str | None = None, unit_path: str | None = None) -> bool:
        return self.verdict(action, area_path=area_path, unit_path=unit_path).allowed

    def may_somewhere(self, action: Action) -> bool:
        """Whether any grant permits this anywhere, for menus and buttons; the object decides."""
        return self.is_system or any(held.permits(action) for held in self.held)

    def require_somewhere(self, action: Action) -> None:
        """Raise Refused, with the reason, unless a grant permits this anywhere; for pages about no object yet."""
        if not self.may_somewhere(action):
            raise Refused("accounts.no_role_permits", action=action.code)

    def require(self, action: Action, *, area_path: str | None = None, unit_path: str | None = None) -> None:
        """Raise Refused, with the reason, unless this actor may."""
        verdict = self.verdict(action, area_path=area_path, unit_path=unit_path)
        if not verdict.allowed:
            raise Refused(verdict.because.code, **verdict.because.params)


def grants_holding(user: User, at: datetime) -> list[Grant]:
    return list(
        Grant.objects.filter(user=user, starts_at__lte=at)
        .filter(Q(ends_at=None) | Q(ends_at__gt=at))
        .order_by("given_at")
    )
