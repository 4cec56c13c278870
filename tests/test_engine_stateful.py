"""All roles try all verbs in any order: what the rules allow happens, all else is refused with nothing half-written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.factories import official
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import (
    FINAL,
    Application,
    Assistance,
    Content,
    CorrectionNotice,
    Gate,
    Help,
    Notice,
    Objection,
    Outcome,
    Proposal,
    StageRecord,
    Status,
    Submission,
)
from zhicheng.applications.queries import current_stage
from zhicheng.audit.models import Event
from zhicheng.calls.models import Call
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import RECORDS
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Role

REFUSALS = (
    operations.NotAllowed,
    operations.AlreadyDecided,
    operations.AlreadyAssisted,
    operations.AlreadyOpen,
    operations.AlreadySettled,
    operations.Barred,
    operations.Incomplete,
)
# stage: whose desk, and what the desk may do
ROUTE = ["unit", "notice_before", "recommend", "competent", "intake", "review", "notice_after", "confirm"]
DESKS = {"unit": "wang", "recommend": "wang", "competent": "zhao", "intake": "feng", "confirm": "qian"}
POSTERS = {"notice_before": "wang", "notice_after": "feng"}
TO_SETTLE = ("uphold", "dismiss")
REJECTING = ("unit", "competent", "intake", "confirm")
HELPER = "wang"  # whom an applicant may let fill in for him
SECOND = "tan"  # 谭经办, of every desk besides the one who sits there
CHANGES = ("", "", "", "uphold", "withdraw", "abandon")  # what a case meets on its way; "": nothing
RESUMING = ("competent", "intake")
CAST = ("li", "wu", "wang", "zhao", "qian", "feng", "sun", "zhou", SECOND)
EDITABLE = ("draft", "returned", "withdrawn")
VERBS = (
    *("save", "submit", "withdraw", "abandon", "start", "pass", "return", "reject", "respond"),
    *("vote yes", "vote no", "object", "uphold", "dismiss"),
    *("propose", "confirm", "send back", "take back"),
    *("let", "end let"),
)
CASE: list[type[models.Model]] = [Application, Content, StageRecord, CorrectionNotice, Notice, Objection, Proposal]
HELPED: list[type[models.Model]] = [Assistance, Help]
GROWING: list[type[models.Model]] = [Submission, Certificate, Event, Message]


@dataclass(frozen=True)
class State:
    """Where a case should be: what a person who knows the rules by heart would say."""

    owner: str
    status: str = "draft"
    stage: str = ""
    round: int = 0
    resumes_at: str = "unit"
    failed: bool = False
    objections: int = 0
    is_over: bool = False  # the 公示 ended and an objection holds it
    is_filled: bool = True
    proposer: str = ""  # of 不予通过, while it waits for the second officer
    is_barred: bool = False  # refused at intake
    lets: bool = False  # the helper fill in for the owner
    helped: bool = False  # the helper did

    def arrive(self, stage: str) -> "State":
        return replace(self, status="in_progress", stage=stage, objections=0, is_over=False)

    def sits(self, who: str) -> bool:
        return self.stage in DESKS and who in (DESKS[self.stage], SECOND) and self.is_free(who)

    def posts(self, who: str) -> bool:
        return self.stage in POSTERS and who in (POSTERS[self.stage], SECOND) and self.is_free(who)

    def is_free(self, who: str) -> bool:
        """Nobody decides what he helped to fill in."""
        return not (self.helped and who == HELPER)

    @property
    def officer(self) -> str:
        """Who decides or settles where the case waits, "" where nobody does."""
        desk = DESKS.get(self.stage) or POSTERS.get(self.stage, "")
        return desk if not desk or self.is_free(desk) else SECOND

    def on(self) -> "State":
        if self.stage == "confirm":
            return replace(self, status="not_passed" if self.failed else "passed", stage="")
        following = ROUTE[ROUTE.index(self.stage) + 1]
        return self.arrive("confirm" if following == "notice_after" and self.failed else following)

    def after(self, verb: str, who: str) -> "State | None":
        """The state that the verb of this person leads to; None: refused."""
        mine, waits = who == self.owner, self.status == "in_progress"
        if (verb, who) == ("save", HELPER) and self.lets and self.status in EDITABLE:
            return replace(self, helped=True)
        if verb in ("save", "submit", "abandon") and not (mine and (self.status in EDITABLE)):
            return self if verb == "submit" and mine and waits else None  # the first receipt again
        match verb:
            case "save":
                return self
            case "submit":
                began = replace(self, round=self.round + 1, resumes_at="unit")
                return began.arrive(self.resumes_at) if self.is_filled else None
            case "abandon":
                return replace(self, status="abandoned")
            case "start":
                closed = mine and self.status in FINAL and not self.is_barred
                return State(owner=self.owner, is_filled=False, lets=self.lets) if closed else None
            case "let":
                return replace(self, lets=True) if mine and not self.lets else None
            case "end let":
                return replace(self, lets=False) if self.lets and (mine or who == HELPER) else None
            case "withdraw":
                return (
                    replace(self, status="withdrawn", stage="", proposer="") if mine and self.stage == "unit" else None
                )
            case "pass":
                return self.on() if self.sits(who) and not self.proposer else None
            case "return" if self.sits(who) and self.stage != "confirm" and not self.proposer:
                resumes_at = self.stage if self.stage in RESUMING else "unit"
                return replace(self, status="returned", stage="", resumes_at=resumes_at)
            case "propose" if self.sits(who) and self.stage in REJECTING and not self.proposer:
                return replace(self, proposer=who)
            case "take back" if self.proposer and self.proposer == who:
                return replace(self, proposer="")
            case "send back" if self.proposer and self.sits(who) and self.proposer != who:
                return replace(self, proposer="")
            case "confirm" if self.proposer and self.sits(who) and self.proposer != who:
                return replace(self, status="rejected", stage="", proposer="", is_barred=self.stage == "intake")
            case "vote yes" | "vote no":
                return replace(self, failed=verb == "vote no").on() if self.stage == "review" else None
            case "object":
                runs = self.stage in POSTERS and not self.is_over
                return replace(self, objections=self.objections + 1) if runs else None
            case "dismiss" if self.objections and self.posts(who):
                return replace(self, objections=self.objections - 1)
            case "uphold" if self.objections and self.posts(who):
                if self.stage == "notice_before":
                    return replace(self, status="rejected", stage="", objections=0)
                return replace(self, failed=True).on()
        return None


def everything() -> list[Any]:
    """What a refused verb must leave as it is: whole rows of the case, marks on records, counts of what only grows."""
    marks = ("pk", "held_by", "frozen", "archived_at", "superseded_by")
    return [
        *(list(table._default_manager.order_by("pk").values_list()) for table in [*CASE, *HELPED]),
        *(list(model.objects.order_by("pk").values_list(*marks)) for model in RECORDS),
        *(table._default_manager.count() for table in GROWING),
    ]


class Engine(RuleBasedStateMachine):
    """Two applicants with a complete draft each; whoever tries, the table above says what happens."""

    world: World
    people: dict[str, User]
    reached: set[str]
    prepared: tuple[Application, Application]

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.began_at = self.world.at
        self.cases = list(self.prepared)
        self.states = [State(owner="li"), State(owner="wu")]
        self.written = everything()
        self.reached.add("draft")

    def teardown(self) -> None:
        self.world.at = self.began_at
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(place=st.integers(0, 1), verb=st.sampled_from(VERBS), who=st.sampled_from(CAST))
    def somebody_tries(self, place: int, verb: str, who: str) -> None:
        self.attempt(place, verb, who)

    @initialize(ways=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(CHANGES)), min_size=2, max_size=2))
    def cases_are_somewhere_on_their_way(self, ways: list[tuple[int, str]]) -> None:
        for place, (steps, change) in enumerate(ways):
            self.go_on(place, steps, change)

    @rule(place=st.integers(0, 1), steps=st.integers(1, 3), change=st.sampled_from(["", "", "uphold", "dismiss"]))
    def the_case_goes_on(self, place: int, steps: int, change: str) -> None:
        self.go_on(place, steps, change)

    def go_on(self, place: int, steps: int, change: str = "") -> None:
        for _ in range(steps):
            state = self.states[place]
            if state.stage in POSTERS and change in TO_SETTLE:
                self.attempt(place, "object", "wu")
                self.attempt(place, change, state.officer)
            elif state.stage in POSTERS:
                self.notices_end()
            elif (state.stage, change) in (("unit", "withdraw"), ("", "abandon")):
                self.attempt(place, change, state.owner)
            elif state.stage == "review":
                self.attempt(place, "vote no" if (place + steps) % 2 else "vote yes", "sun")
            else:
                self.attempt(place, "pass" if state.stage else "submit", state.officer or state.owner)

    @rule(place=st.integers(0, 1), verb=st.sampled_from(["withdraw", "abandon", "submit", "start"]))
    def the_applicant_thinks_again(self, place: int, verb: str) -> None:
        self.attempt(place, verb, self.states[place].owner)

    @rule(place=st.integers(0, 1), ends=st.booleans())
    def the_unit_helps(self, place: int, ends: bool) -> None:
        """Its officer fills in and would decide; then his colleague may."""
        self.attempt(place, "let", self.states[place].owner)
        self.attempt(place, "save", HELPER)
        self.reached |= {"helped"} if self.states[place].helped else set()
        if ends:
            self.attempt(place, "end let", HELPER)
        self.attempt(place, "submit", HELPER)
        self.attempt(place, "pass", HELPER)

    @rule(place=st.integers(0, 1), ends=st.booleans())
    def two_officers_differ_and_may_agree(self, place: int, ends: bool) -> None:
        """The first thinks again, the second does not think so; then both may."""
        first = DESKS.get(self.states[place].stage, "wang")
        deeds = [("propose", first), ("take back", first), ("propose", first), ("send back", SECOND)]
        for deed, who in [*deeds, *([("propose", first), ("confirm", SECOND)] if ends else [])]:
            before = self.states[place]
            self.attempt(place, deed, who)
            self.reached |= {deed} if self.states[place] != before else set()

    @rule(place=st.integers(0, 1), verb=st.sampled_from(["return", "uphold", "dismiss"]))
    def whose_turn_it_is(self, place: int, verb: str) -> None:
        state = self.states[place]
        if state.stage in POSTERS:
            self.attempt(place, "object", "wu")
        self.attempt(place, verb, state.officer or state.owner)

    @rule()
    def notices_end(self) -> None:
        running = [place for place, state in enumerate(self.states) if state.stage in POSTERS]
        for place in running:
            self.world.at = max(self.world.at, Notice.objects.get(stage=stage_of(self.cases[place])).ends_at)
        free = [place for place in running if not self.states[place].objections]
        assert operations.close_notices(at=self.world.at) == len(free)
        self.written = everything()
        for place in running:
            state = self.states[place]
            self.arrive(place, state.on() if place in free else replace(state, is_over=True))

    def attempt(self, place: int, verb: str, who: str) -> None:
        deed = self.deed(place, verb, who)
        if deed is None:
            return
        expected = self.states[place].after(verb, who)
        try:
            made = deed()
        except REFUSALS:
            assert expected is None, f"{who} may {verb} in {self.states[place]}"
            assert everything() == self.written
        else:
            assert expected is not None, f"{who} may not {verb} in {self.states[place]}"
            self.arrive(place, expected)
            if verb == "start":
                self.cases[place] = made
            self.written = everything()

    def arrive(self, place: int, state: State) -> None:
        self.states[place] = state
        self.reached |= {state.status, state.stage}

    def who(self, name: str) -> User:
        found: User = self.people.get(name) or getattr(self.world, name)
        return found

    def deed(self, place: int, verb: str, who: str) -> Callable[[], Any] | None:
        """What the person does; None where there is nothing to do it to."""
        world, case, actor = self.world, fresh(self.cases[place]), self.who(who)
        state = self.states[place]
        by: dict[str, Any] = {"application": case, "actor": actor, "at": world.at}
        match verb:
            case "save":
                return lambda: operations.supplement(values={"native_place": "清远"}, **by)
            case "submit":
                if state.status == Status.RETURNED and who == state.owner:
                    world.answer(case)
                content_hash = self.download(case) if case.is_editable and who == state.owner else "seen"
                return lambda: operations.submit(
                    request_key=f"{case}-{state.round}", content_hash=content_hash, confirms_help=True, **by
                )
            case "withdraw":
                return lambda: operations.withdraw(**by)
            case "abandon":
                return lambda: operations.abandon(**by)
            case "start":
                return (lambda: world.start(actor)) if who == state.owner else None
            case "let" | "end let":
                return self.letting(case, verb, actor, is_owner=who == state.owner)
            case "respond":
                return lambda: operations.respond(data={}, **by)
            case "vote yes" | "vote no":
                outcome = Outcome.PASSED if verb == "vote yes" else Outcome.NOT_PASSED
                return lambda: operations.conclude(
                    gate=Gate.REVIEW, outcome=outcome, opinion="表决", decided_on=world.at.date(), **by
                )
            case "object":
                notice = Notice.objects.filter(stage__application=case).last()
                objection: dict[str, Any] = {"notice": notice, "text": "异议", "objector": "陈某", "actor": None}
                return (lambda: operations.object_to(at=world.at, **objection)) if notice else None
            case "uphold" | "dismiss":
                return self.resolution(case, verb, actor)
            case "confirm" | "send back" | "take back":
                return self.settlement(case, verb, actor)
        return self.decision(case, verb, actor)

    def letting(self, case: Application, verb: str, actor: Any, *, is_owner: bool) -> Callable[[], Any] | None:
        world = self.world
        if verb == "let":
            said: dict[str, Any] = {
                "helper": world.wang,
                "unit": world.unit,
                "until": world.at.date() + timedelta(days=90),
            }
            return (lambda: operations.allow_assistance(applicant=actor, at=world.at, **said)) if is_owner else None
        given = Assistance.objects.filter(applicant=case.applicant).last()
        return (lambda: operations.end_assistance(assistance=given, actor=actor, at=world.at)) if given else None

    def settlement(self, case: Application, verb: str, actor: Any) -> Callable[[], Any] | None:
        made = Proposal.objects.filter(stage__application=case).order_by("answered_at", "pk")
        proposal = made.filter(answer="open").first() or made.last()
        if proposal is None:
            return None
        by: dict[str, Any] = {"proposal": proposal, "actor": actor, "at": self.world.later(minutes=1)}
        if verb == "take back":
            return lambda: operations.take_back_rejection(**by)
        settle = operations.confirm_rejection if verb == "confirm" else operations.send_back_rejection
        return lambda: settle(words="核对过", **by)

    def download(self, case: Application) -> str:
        content_hash = self.world.download(case)
        self.written = everything()
        return content_hash

    def resolution(self, case: Application, verb: str, actor: Any) -> Callable[[], Any] | None:
        raised = Objection.objects.filter(notice__stage__application=case).order_by("resolved_at", "pk")
        objection = raised.filter(resolved_at=None).first() or raised.last()
        settled: dict[str, Any] = {"objection": objection, "upheld": verb == "uphold", "finding": "核查"}
        return (lambda: operations.resolve_objection(actor=actor, at=self.world.at, **settled)) if objection else None

    def decision(self, case: Application, verb: str, actor: Any) -> Callable[[], Any] | None:
        stage = current_stage(case) or case.stages.order_by("round", "order").last()
        if verb == "propose":
            why: dict[str, Any] = {"reason": "材料与事实不符", "article": "依据", "text": "意见"}
            by: dict[str, Any] = {"stage": stage, "actor": actor, "at": self.world.later(minutes=1)}
            return (lambda: operations.propose_rejection(**by, **why)) if stage else None
        outcome = {"pass": Outcome.PASSED, "return": Outcome.RETURNED, "reject": Outcome.REJECTED}[verb]
        more: dict[str, Any] = {"stage": stage, "actor": actor, "outcome": outcome, "opinion": "意见"}
        if verb == "return":
            items = [{"section": "work", "title": "工作经历", "text": "补齐"}]
            more |= {"items": items, "due_on": self.world.at.date() + timedelta(days=900)}
        return (lambda: operations.decide(at=self.world.later(minutes=1), **more)) if stage else None

    @invariant()
    def cases_are_where_they_should_be(self) -> None:
        for case, state in zip(self.cases, self.states, strict=True):
            now, stages = fresh(case), list(case.stages.values_list("round", "key", "outcome", "arrived_at"))
            pending = [
                (round_, key, arrived is not None) for round_, key, outcome, arrived in stages if outcome == "pending"
            ]
            assert now.status == state.status
            assert [key for _, key, arrived in pending if arrived] == [state.stage] * (state.status == "in_progress")
            assert {round_ for round_, _, _ in pending} <= {now.round} if state.stage else not pending
            assert (now.round, case.submissions.count()) == (state.round, state.round)
            assert (now.closed_at is not None) == (state.status in FINAL)
            assert hasattr(now, "certificate") == (state.status == "passed")
            waiting = Proposal.objects.filter(stage__application=case, answer="open")
            assert [one.proposed_by for one in waiting] == [self.who(name) for name in [state.proposer] if name]
            assert Help.objects.filter(application=case).exists() == state.helped

            self.rows_are_held_while_a_case_runs_and_archived_when_it_was_judged(now, state)

    def rows_are_held_while_a_case_runs_and_archived_when_it_was_judged(self, case: Application, state: State) -> None:
        held, archived = set(), set()
        for model in RECORDS:
            for row in model.objects.filter(owner=case.applicant).values("pk", "held_by", "archived_from"):
                held.add((row["held_by"], model._meta.model_name, row["pk"]))
                archived.add((row["archived_from"], model._meta.model_name, row["pk"]))
        snapshot = case.content.snapshot or {"refs": {}}
        used = {(case.number, name, key) for name, keys in snapshot["refs"].items() for key in keys}
        mine = {line for line in archived if line[0] == case.number}
        if state.status == "passed":  # the title it gave is archived from birth
            mine -= {max(line for line in mine if line[1] == "heldtitle")}
        assert {line for line in held if line[0] == case.number} == (used if state.stage else set())
        assert mine == (used if state.status in ("passed", "not_passed") else set())


@pytest.mark.both
def test_every_role_tries_every_verb_in_any_order(world: World) -> None:
    later = world.call.submit_until + timedelta(days=900)
    Call.objects.update(submit_until=later, unit_until=later, competent_until=later)
    desks = ((world.unit, Role.UNIT), (world.competent, Role.COMPETENT), (world.office, Role.OFFICE))
    Engine.people = {SECOND: official(SECOND, "谭经办", 61, *desks, (world.bureau, Role.HRSS))}
    Engine.world, Engine.prepared, Engine.reached = world, (world.filled(), world.filled(world.wu)), set()
    run_state_machine_as_test(
        Engine,
        settings=settings(
            max_examples=60,
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # shrinking takes minutes: add Phase.shrink when a run has failed
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Engine.reached == {*Status, *ROUTE, "", "helped", "propose", "confirm", "send back", "take back"}, (
        "the run was too short to mean anything"
    )
