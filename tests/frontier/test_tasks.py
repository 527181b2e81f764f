"""The task of an address: what is known of it is kept, packed and unpacked."""

import msgspec

from govsweep.facts import Address
from govsweep.frontier import Task, TaskPurpose
from govsweep.frontier.tasks import MessagePack, pack, unpack

PAGE = Address("1301000001", "http://a.gov.cn/1", b"f" * 16, depth=3, tries=2)
LINK = Address("@example.com", "http://example.com/", b"g" * 16, is_link=True)


def test_a_page_keeps_its_depth_and_its_tries() -> None:
    task = Task.of(PAGE, urgent=True, wait=4.0)
    assert task == Task(
        "1301000001", "http://a.gov.cn/1", b"f" * 16, TaskPurpose.PAGE,
        depth=3, tries=2, urgent=True, wait=4.0,
    )  # fmt: skip
    assert task.order == 2.5  # before its equals, after what is nearer


def test_a_link_out_of_the_site_is_only_asked_whether_it_answers() -> None:
    task = Task.of(LINK)
    assert (task.purpose, task.urgent, task.wait) == (TaskPurpose.LINK, False, 0.0)
    assert task.order > Task.of(PAGE).order


def test_what_was_packed_is_the_task_again_with_the_deaths_that_redis_counted() -> None:
    task = Task("1301000001", "http://a.gov.cn/1", b"f" * 16, TaskPurpose.TIMING, 1, 2, 3)
    packed = pack(task, MessagePack())
    again = unpack(task.queue, task.key, packed, 4, MessagePack())
    assert (again.url, again.purpose, again.depth) == (task.url, TaskPurpose.TIMING, 1)
    assert (again.tries, again.hops, again.deaths) == (2, 3, 4)


def test_a_foreign_target_keeps_where_it_was_found_and_others_lie_as_they_did() -> None:
    found = msgspec.structs.replace(LINK, referrer="http://a.gov.cn")
    for address in (LINK, found):
        task = Task.of(address)
        packed = pack(task, MessagePack())
        assert len(MessagePack().loads(packed)) == 4 + bool(address.referrer)
        assert unpack(task.queue, task.key, packed, 0, MessagePack()) == task
