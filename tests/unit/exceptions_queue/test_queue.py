"""What waits, as rows that can be chosen by reason and searched."""

from starlette.testclient import TestClient

from exceptions_queue.access import Role
from orders.stages import Subject
from tests.fakes.world import World
from tests.unit.exceptions_queue.conftest import SignIn


def receive(world: World, *texts: str) -> None:
    for text in texts:
        world.receive(text.encode())
        world.run()


def test_a_row_says_who_what_why_and_how_much(world: World, clerk: TestClient) -> None:
    receive(world, "ORDER P-1 C-1\n?X 2 1.50\n?Y 1 1.00\nA 10 100.00")
    world.clock.move(minutes=100)
    page = clerk.get("/").text
    assert "P-1" in page
    assert "unknown item <b>2</b>" in page
    assert '<span class="bad">2</span><span class="muted">/</span>3' in page
    assert ">1 h<" in page


def test_tabs_count_and_choose_by_the_family_of_reasons(world: World, clerk: TestClient) -> None:
    receive(world, "ORDER P-1 C-1\n?X 1 1.00", "ORDER P-2 C-1\nA 1 1.00", "BROKEN")
    page = clerk.get("/").text
    assert 'Item <span class="tab-count">1</span>' in page
    assert 'All <span class="tab-count">3</span>' in page
    assert 'Unreadable &amp; no order <span class="tab-count">1</span>' in page
    items = clerk.get("/?tab=item").text
    assert "P-1" in items
    assert "P-2" not in items


def test_the_search_finds_by_parts_of_numbers(world: World, clerk: TestClient) -> None:
    receive(world, "ORDER 4500012345 C-1\nA 1 1.00", "ORDER 4500099999 C-1\nB 1 1.00")
    page = clerk.get("/?q=12345").text
    assert "4500012345" in page
    assert "4500099999" not in page
    assert "Nothing that waits matches" in clerk.get("/?q=777").text


def test_a_long_queue_has_pages(world: World, clerk: TestClient) -> None:
    receive(world, *(f"ORDER P-{number:03} C-1\nA 1 1.00" for number in range(51)))
    first, second = clerk.get("/").text, clerk.get("/?page=2").text
    assert "1–50" in first
    assert "of 51" in first
    assert 'rel="next"' in first
    assert 1 == second.count("data-row ")
    assert 'rel="prev"' in second


def test_documents_and_arrivals_wait_too_and_lead_to_their_pages(world: World, clerk: TestClient) -> None:
    receive(world, "BROKEN", "Dear all, see you on Monday.")
    page = clerk.get("/").text
    assert 'data-href="/documents/' in page
    assert 'data-href="/arrivals/' in page


def test_an_empty_queue_says_so(clerk: TestClient) -> None:
    assert "Nothing waits for a person." in clerk.get("/").text


def test_the_refresh_of_the_list_is_the_list_only(world: World, clerk: TestClient) -> None:
    receive(world, "ORDER P-1 C-1\nA 1 1.00")
    headers = {"HX-Request": "true", "HX-Target": "section#queue", "HX-Request-Type": "partial"}
    part = clerk.get("/", headers=headers).text
    assert "P-1" in part
    assert "<html" not in part


def test_the_overview_counts_what_waits_and_what_was_posted_today(world: World, sign_in: SignIn) -> None:
    clerk = sign_in(Role.CLERK)
    receive(world, "ORDER P-1 C-1\nA 1 1.00", "ORDER P-2 C-1\nA 1 1.00")
    (waiting, *_) = _held(world)
    clerk.post(f"/orders/{waiting}/approve", data={"version": _version(world, waiting), "accepted": "review-mode|||"})
    world.run()
    counts = clerk.get("/overview").text
    assert "<strong>1</strong> waiting" in counts
    assert "<strong>1</strong> posted today" in counts
    world.clock.move(hours=24)
    assert "<strong>0</strong> posted today" in sign_in(Role.CLERK).get("/overview").text


def _held(world: World) -> list[str]:
    with world.flow.store.read() as uow:
        return [row.subject_id for row in uow.queue.held()]


def _version(world: World, order: str) -> str:
    return str(world.work(Subject.ORDER, order).version)
