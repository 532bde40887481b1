"""Who must hear of an alert, given who holds what on a day: roles resolved to people, rights looked at again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseflow.law.escalation import AlertChannel, Ladder, Level, heard_by, ways_of
from caseflow.law.rights import OPEN_TO_ASSIGNED, RIGHTS, Post, Reader, Right
from caseflow.law.terms import Role

OFFICER = "officer"
EVERY = frozenset(AlertChannel)


@dataclass(frozen=True, slots=True)
class Concern:
    """What decides who hears of a record: secret or not, its officer, the office whose work it is.

    `passed` are the paths of the offices that its matter passed through.
    """

    secret: bool
    officer_id: int | None
    path: str
    passed: tuple[str, ...]


class Roster:
    """Everybody who holds a post on one day, and who of them stands in for whom."""

    def __init__(self, posts: Iterable[tuple[int, Post]], stand_ins: Iterable[tuple[int, int]] = ()) -> None:
        held: dict[int, list[Post]] = {}
        self._stand_ins: dict[int, set[int]] = {}
        for user_id, absent_id in stand_ins:
            self._stand_ins.setdefault(absent_id, set()).add(user_id)
        self._holders: dict[tuple[Role, int], dict[int, str]] = {}
        for user_id, post in posts:
            held.setdefault(user_id, []).append(post)
            self._holders.setdefault((post.role, post.office_id), {})[user_id] = post.path
        self._readers = {user_id: Reader(user_id, tuple(of_one)) for user_id, of_one in held.items()}
        self._paths: dict[tuple[int, Right], tuple[str, ...]] = {}
        self._found: dict[tuple[Role, Concern], frozenset[int]] = {}  # a thousand records have few concerns among them

    def hearers(self, concern: Concern, level: Level, ladder: Ladder) -> Mapping[str, frozenset[int]]:
        """Who hears of a level, by what they are to the record; nobody who may not know of it.

        A record whose officer is gone is one that nobody is responsible for, though somebody stands in. Who stands in
        for the officer hears as the officer does. Where nobody on the rungs of its level is to be found, all the rungs
        above hear at once: an alert does not fall silent.
        """
        officer = self._officer(concern)
        roles, officer_hears = heard_by(level, ladder, unassigned=not officer)
        found = {role.value: self._holding(role, concern) for role in sorted(roles)}
        if officer_hears:
            found[OFFICER] = officer | self._in_stead_of_the_officer(concern)
        if not any(found.values()):
            every = {role for hearing in ladder.hearings for role in hearing.roles}
            found = {role.value: self._holding(role, concern) for role in sorted(every)}
        return {who: people for who, people in found.items() if people}

    def ways(self, concern: Concern, level: Level, ladder: Ladder) -> Mapping[int, frozenset[AlertChannel]]:
        """Everybody who hears of a level, each with the channels by which: all of them where no row of it names any.

        Whoever hears as more than one is told by the channels of each.
        """
        rows = ways_of(level, ladder)
        found: dict[int, frozenset[AlertChannel]] = {}
        for who, people in self.hearers(concern, level, ladder).items():
            by = rows.get(None if who == OFFICER else Role(who), EVERY)
            for user_id in people:
                found[user_id] = found.get(user_id, frozenset()) | by
        return found

    def may_know(self, user_id: int, concern: Concern) -> bool:
        """Whether somebody may know of a record on this day, by the rights that every screen asks for."""
        reader = self._readers.get(user_id)
        if reader is None:
            return False
        if user_id == concern.officer_id and any(RIGHTS[role] & OPEN_TO_ASSIGNED for role in reader.roles):
            return True
        held = self._held(reader, Right.READ_SECRET if concern.secret else Right.READ)
        return any(passed.startswith(path) for passed in concern.passed for path in held)

    def _held(self, reader: Reader, right: Right) -> tuple[str, ...]:
        key = reader.user_id, right
        if key not in self._paths:
            self._paths[key] = reader.paths(right)
        return self._paths[key]

    def _officer(self, concern: Concern) -> frozenset[int]:
        officer = concern.officer_id
        return frozenset({officer} if officer is not None and self.may_know(officer, concern) else ())

    def _in_stead_of_the_officer(self, concern: Concern) -> frozenset[int]:
        """Who stands in for the officer on this day and may know of the record by a post of their own."""
        found = self._stand_ins.get(concern.officer_id or 0, ())
        return frozenset(user_id for user_id in found if self.may_know(user_id, concern))

    def _holding(self, role: Role, concern: Concern) -> frozenset[int]:
        """The holders of a role for a record: the board and the leaders of its province, else the nearest office up."""
        key = role, concern
        if key not in self._found:
            self._found[key] = self._nearest_holding(role, concern)
        return self._found[key]

    def _nearest_holding(self, role: Role, concern: Concern) -> frozenset[int]:
        line = [int(part) for part in concern.path.split(".") if part]
        if role is Role.BOARD_HEAD:
            boards = {office_id for held_role, office_id in self._holders if held_role is role}
            return self._who_may_know(role, boards, concern, within=f"{line[0]}.")
        if role is Role.LEADER:
            return self._who_may_know(role, line[:1], concern)
        for office_id in reversed(line):
            found = self._who_may_know(role, (office_id,), concern)
            if found:
                return found
        return frozenset()

    def _who_may_know(
        self, role: Role, office_ids: Iterable[int], concern: Concern, *, within: str = ""
    ) -> frozenset[int]:
        return frozenset(
            user_id
            for office_id in office_ids
            for user_id, path in self._holders.get((role, office_id), {}).items()
            if path.startswith(within) and self.may_know(user_id, concern)
        )
