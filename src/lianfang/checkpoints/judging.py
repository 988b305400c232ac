"""From what a crew saw to what the edition proposes: the risk areas are looked up, the rules judge, a person decides."""

from dataclasses import dataclass
from datetime import date

from lianfang.checkpoints.rules import Decision, Missing, Traveller, Verdict, judge, refusal_of
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason, label_of
from lianfang.people.identity import Identity
from lianfang.protocols import CheckpointRules
from lianfang.response.models import Response
from lianfang.risk.selectors import possible, riskiest
from lianfang.risk.visits import write_visits


@dataclass(frozen=True)
class Judged:
    """A traveller as the rules see them, with the proposal; ``verdict`` is `Missing` until a second reading is there."""

    traveller: Traveller
    verdict: Verdict | Missing
    rules: CheckpointRules
    ask_about: str = ""
    """A risk area in which they may have been, told too coarsely to say."""

    @property
    def proposal(self) -> Decision | None:
        return self.verdict.decision if isinstance(self.verdict, Verdict) else None

    @property
    def needs_second(self) -> bool:
        return isinstance(self.verdict, Missing)

    @property
    def headline(self) -> str:
        """What is proposed, as a line above the reason."""
        return str(Reason.of("checkpoints.proposed", decision=label_of(self.proposal))) if self.proposal else ""

    @property
    def because(self) -> Reason:
        if isinstance(self.verdict, Verdict):
            return Reason(f"checkpoints.{self.verdict.because}", dict(self.verdict.params))
        return Reason.of("checkpoints.second_reading", minutes=self.rules.second_reading_after_minutes)

    def decided(self, seen: TravellerSeen) -> Decision:
        """What the crew decided, or the proposal they were shown where they left it."""
        return seen.decision or self.shown(seen) or Decision.PASS

    def shown(self, seen: TravellerSeen) -> Decision | None:
        """The proposal that the crew had before them: the phone's where a phone made one."""
        return seen.proposed or self.proposal

    def otherwise_on_phone(self, seen: TravellerSeen) -> Reason | None:
        """That a phone proposed something else, by what it held then; None where both say the same."""
        if seen.proposed in (None, self.proposal):
            return None
        here = self.proposal or Missing.SECOND_READING
        return Reason.of("checkpoints.otherwise_on_phone", on_phone=str(seen.proposed), in_force=here.value)

    def problems_with(self, seen: TravellerSeen) -> dict[str, Reason]:
        """What still stands against recording this, field by field.

        Where a phone proposed otherwise, what was done by its proposal is taken: it has happened, and both are shown.
        """
        decision = self.decided(seen)
        has_happened = self.otherwise_on_phone(seen) is not None
        if self.proposal is None and not has_happened:
            return {"second_reading": self.because}
        refused = refusal_of(decision, self.traveller, self.rules)
        if refused and not (has_happened and decision is seen.proposed and not seen.lives_here):
            return {"decision": Reason.of(f"checkpoints.{refused}")}
        return _unsaid(seen, decision, overridden=decision is not self.shown(seen))

    def as_fields(self, seen: TravellerSeen, decision: Decision) -> dict[str, object]:
        """The columns of the record that say what was found and decided."""
        return {
            "first_reading": seen.first_reading,
            "second_reading": seen.second_reading,
            "symptoms": sorted(seen.symptoms),
            "risk_level": self.traveller.risk or "",
            "been_in": write_visits(seen.been_in),
            "lives_here": seen.lives_here,
            "destination_path": seen.destination_path,
            "destination": seen.destination if decision is not Decision.PASS else "",
            "proofs": sorted(seen.proofs),
            "proposed": self.proposal or seen.proposed,
            "decision": decision.value,
            "because": self.because,
            "overridden": decision is not self.shown(seen),
            "overridden_because": seen.overridden_because,
            "proposed_on_phone": seen.proposed or "",
            "edition_on_phone": seen.proposed_by,
        }


def _unsaid(seen: TravellerSeen, decision: Decision, *, overridden: bool) -> dict[str, Reason]:
    problems: dict[str, Reason] = {}
    if overridden and not seen.overridden_because.strip():
        problems["overridden_because"] = Reason.of("checkpoints.override_reason")
    if decision is Decision.PASS:
        return problems
    problems |= _wrong_in(seen.identity or Identity(""))
    if decision is Decision.HAND_OVER and not seen.destination_path:
        problems["destination_path"] = Reason.of("checkpoints.destination_missing")
    if decision is Decision.TURN_BACK and not seen.told.strip():
        problems["told"] = Reason.of("checkpoints.told_before")
    return problems


def _wrong_in(identity: Identity) -> dict[str, Reason]:
    """What cannot be right about who somebody says they are, field by field."""
    try:
        identity.checked()
    except Invalid as invalid:
        return invalid.fields
    return {}


def proposals(seen: VehicleSeen, rules: CheckpointRules, on: date, response: Response) -> list[Judged]:
    """What the edition proposes for each traveller of a stop on a day, in their order."""
    return [judge_seen(traveller, rules, on, response) for traveller in seen.people]


def judge_seen(seen: TravellerSeen, rules: CheckpointRules, on: date, response: Response) -> Judged:
    """Look up the riskiest published area they named within the window, and judge."""
    since = on - rules.window
    area = riskiest(seen.been_in, since, response)
    traveller = Traveller(
        first_reading=seen.first_reading,
        second_reading=seen.second_reading,
        symptoms=frozenset(seen.symptoms),
        risk=area.level if area else None,
        risk_place=str(area) if area else "",
        lives_here=seen.lives_here,
    )
    unclear = [] if area else possible(seen.been_in, since, response)
    return Judged(traveller, judge(traveller, rules), rules, ask_about=str(unclear[0]) if unclear else "")
