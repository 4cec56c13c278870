"""Who may do what: the clerk of another office and 吴某 may nothing."""

from zhicheng.review import rules

from .conftest import World


def test_the_office_manages_and_the_present_chair_runs(world: World) -> None:
    people = (world.clerk, world.chair, world.experts[1].user, world.stranger)
    assert [rules.can_manage(user, world.call) for user in people] == [True, False, False, False]
    assert [rules.can_run(user, world.meeting) for user in people] == [True, False, False, False]
    world.sign_in()
    assert [rules.can_run(user, world.meeting) for user in people] == [True, True, False, False]


def test_opening_and_closing_follow_the_phase(world: World) -> None:
    world.sign_in()
    item = world.item
    assert not rules.can_open(world.chair, item)
    world.start()
    item.refresh_from_db()
    assert (rules.can_open(world.chair, item), rules.can_close(world.chair, item)) == (True, False)
    assert not rules.can_open(world.clerk, item)
    item.phase = item.Phase.OPEN
    assert (rules.can_open(world.chair, item), rules.can_close(world.chair, item)) == (False, True)


def test_an_expert_on_the_roll_votes_once(world: World) -> None:
    item, voter = world.open(), world.experts[1]
    assert rules.can_vote(voter, item)
    assert not rules.can_vote(world.expert("蒋评委"), item)
    world.vote("-y-----" + "-")
    assert not rules.can_vote(voter, item)
    assert not rules.can_write_opinion(voter, item)


def test_an_outsider_reads_nothing(world: World) -> None:
    assert rules.can_read(world.experts[1], world.item)
    assert not rules.can_read(world.expert("蒋评委"), world.item)
