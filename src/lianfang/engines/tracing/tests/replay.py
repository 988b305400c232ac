"""Checks a chain against the raw visits, knowing nothing of how it was found."""

from datetime import timedelta

from lianfang.engines.tracing.model import Contact, Index, Rules, Visit


def replayed(contact: Contact, visits: list[Visit], indexes: list[Index], rules: Rules) -> bool:
    """Whether each step is a meeting that some two raw visits allow, in a chain that starts with an index person."""
    windows = {index.person: (index.since, index.until) for index in indexes}
    certain = contact.certainty == "certain"
    if contact.chain[0].source not in windows or len(contact.chain) != contact.degree:
        return False
    since, until = windows[contact.chain[0].source]
    for degree, step in enumerate(contact.chain, 1):
        rule = rules.of(degree)
        if degree > 1 and step.source != contact.chain[degree - 2].person:
            return False
        if step.person in windows or step.begin < since or step.end > until:
            return False
        theirs = (
            [v for v in visits if v.person == who and v.place == step.place] for who in (step.source, step.person)
        )
        first, second = theirs
        if not any(_met(a, b, step, rule, rules, certain) for a in first for b in second):
            return False
        since, until = step.begin + timedelta(minutes=rule.latent_minutes), step.end.max.replace(tzinfo=step.end.tzinfo)
    last = contact.chain[-1]
    return last.person == contact.person and last.begin == contact.exposure.first


def _met(a, b, step, rule, rules, certain):
    long_enough = step.end - step.begin >= timedelta(minutes=rule.minutes)
    there = all(_there(visit, step, certain) for visit in (a, b))
    kinds = all(
        rule.settings is None or visit.setting in rule.settings or (visit.setting == "" and not certain)
        for visit in (a, b)
    )
    apart = rule.rows is None or a.row is None or b.row is None or abs(a.row - b.row) <= rule.rows
    kin = not rule.kin or (a.person in rules.families and rules.families[a.person] == rules.families.get(b.person))
    return long_enough and there and kinds and apart and kin and (rule.protected or not (a.protected or b.protected))


def _there(visit, step, certain):
    begin = (visit.begin_latest or visit.begin) if certain else visit.begin
    end = (visit.end if visit.end_earliest is None else visit.end_earliest) if certain else visit.end
    if certain and not visit.sure:
        return False
    return begin <= step.begin and step.end <= end and (step.begin < end or step.begin == begin == end)
