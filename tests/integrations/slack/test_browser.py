"""The page in a real browser: the whole main job, by mouse and by keyboard, in light and dark."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import World
from assistant.local_slack import LocalSlack
from integrations.slack.workspace.members import channel_id, user_id
from tests.conftest import DANIEL, GRACE, MAYA, settings_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ARTEFACTS = Path("test-artefacts/slack")
ASK = (
    "@Sourcing assistant I need a freelance brand designer for about three weeks from 1 December, "
    "roughly $8k, for the spring campaign"
)
SCOPE = "No customer data. They deliver a logo refresh, a campaign key visual and a style guide"
WAIT = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(
            "left out: no Chromium on this machine, so the page was not driven in a browser"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def local(
    seeded_home: Path, tmp_path_factory: pytest.TempPathFactory, browser: "Browser"
) -> Iterator[LocalSlack]:
    home = Path(shutil.copytree(seeded_home, tmp_path_factory.mktemp("browser") / "home"))
    world = World(settings_at(home))
    running = LocalSlack(world).start()
    yield running
    running.stop()
    world.close()


@pytest.fixture
def page(browser: "Browser", local: LocalSlack) -> Iterator["Page"]:
    context = browser.new_context(viewport={"width": 1380, "height": 900}, color_scheme="light")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(WAIT)
    yield page
    picture(page, "last-seen")
    context.close()
    assert problems == []


def visit(page: "Page", local: LocalSlack, who: str, place: str = "", **query: str) -> None:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    page.goto(f"{local.address}{place}?as={user_id(who)}{more}")
    page.locator("#sidebar a").first.wait_for()


def picture(page: "Page", name: str) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(350)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


def reply(page: "Page", text: str) -> None:
    page.fill("#reply", text)
    page.press("#reply", "Enter")


def test_the_whole_main_job_runs_from_the_first_message_to_the_confirmed_match(
    page: "Page", local: LocalSlack
) -> None:
    thread = page.locator("#thread")
    visit(page, local, MAYA)
    page.fill("#composer", ASK)
    page.press("#composer", "Enter")
    thread.get_by_role("button", name="See matches").first.wait_for()
    picture(page, "1-summary")
    reply(page, "Can they get access to customer data?")
    thread.get_by_role("button", name="This was right").wait_for()
    picture(page, "2-policy-answer")
    cited = thread.locator("a[href*='/policies/']").first.get_attribute("href")
    assert page.context.request.get(str(cited)).ok
    assert str(cited).startswith(local.address), "the link lasts as long as the message"
    reply(page, SCOPE)
    thread.get_by_role("button", name="Review and file").last.wait_for()
    thread.get_by_role("button", name="See matches").last.click()
    thread.get_by_role("button", name="Why this order?").first.wait_for()
    picture(page, "3-shortlist")
    thread.get_by_role("button", name="Compare side by side").last.click()
    page.locator("dialog table").wait_for()
    picture(page, "4-comparison")
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden")
    reply(page, "Looks good, please file it")
    thread.get_by_role("button", name="File it").first.wait_for()
    picture(page, "5-confirm")
    thread.get_by_role("button", name="File it").first.click()
    thread.get_by_text("is filed").first.wait_for()
    picture(page, "6-filed")

    visit(page, local, DANIEL, "c/app", tab="home")
    main = page.locator("#main")
    main.get_by_text("Waiting for your decision").wait_for()
    picture(page, "7-home-of-an-approver")
    visit(page, local, DANIEL, "c/app", tab="messages")
    main.get_by_role("button", name="Approve", exact=True).last.wait_for()
    picture(page, "8-approval")
    main.get_by_role("button", name="Approve", exact=True).last.click()
    main.get_by_text(re.compile("You approved it on")).first.wait_for()
    picture(page, "9-approved")

    visit(page, local, GRACE, "c/app", tab="messages")
    main.get_by_role("button", name="Confirm this match").last.wait_for()
    picture(page, "10-matches")
    main.get_by_role("button", name="Confirm this match").last.click()
    main.get_by_text("was confirmed by").first.wait_for()
    visit(page, local, MAYA)
    page.locator("[data-open-thread]").first.click()
    thread.get_by_text("Match confirmed").first.wait_for()
    picture(page, "11-requester-is-told")


def test_a_rejection_asks_for_its_reason_in_a_dialog_that_keeps_errors_beside_the_field(
    page: "Page", local: LocalSlack
) -> None:
    visit(page, local, MAYA, "c/app", tab="messages")
    page.get_by_role("button", name="⚡ Shortcuts").click()
    page.locator("dialog[open]").wait_for()
    page.get_by_role("button", name="Start").click()
    error = page.locator("dialog .field .error")
    error.wait_for()
    assert "required" in error.inner_text()
    picture(page, "12-modal-with-an-error")
    page.get_by_label("What do you need?").fill("A copywriter for two weeks from 7 December, $3k")
    page.get_by_role("button", name="Start").click()
    page.locator("dialog[open]").wait_for(state="hidden")
    page.locator("#main").get_by_text("You asked for").first.wait_for()


def test_what_was_written_stays_where_the_server_is_gone_and_that_is_said(
    page: "Page", local: LocalSlack
) -> None:
    visit(page, local, GRACE, f"c/{channel_id('general')}")
    page.route("**/ui/say*", lambda route: route.abort())
    page.fill("#composer", "Is anybody there?")
    page.press("#composer", "Enter")
    page.get_by_text("The local Slack does not answer").wait_for()
    assert page.input_value("#composer") == "Is anybody there?"


def test_what_is_written_next_goes_to_the_thread_that_opened_and_the_rest_stays_in_sight(
    page: "Page", local: LocalSlack
) -> None:
    visit(page, local, DANIEL, "c/app")
    main = page.locator("#main")
    for number in range(1, 6):
        page.fill("#composer", f"Good morning {number}, " + "this goes over several lines, " * 12)
        page.press("#composer", "Enter")
        page.locator("#thread").get_by_text(f"Good morning {number}").first.wait_for()
        assert page.evaluate("document.activeElement.id") == "reply"
        page.locator("#thread .app").first.wait_for()
        page.get_by_role("button", name="Close the thread").click()
    page.locator("#thread-pane[hidden]").wait_for(state="attached")
    third = main.get_by_label("Daniel Brandt").filter(has_text="Good morning 3")
    page.evaluate("byId('main').scrollTop -= 300")
    before = third.bounding_box()
    third.locator(".replies").click()
    after = third.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    assert after["height"] > before["height"]


def test_a_file_is_shared_in_a_thread_and_answered_there(page: "Page", local: LocalSlack) -> None:
    visit(page, local, MAYA)
    page.fill("#composer", "Good morning")
    page.press("#composer", "Enter")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Share a file").click()
    content: FilePayload = {
        "name": "a plan.docx",
        "mimeType": "application/msword",
        "buffer": b"PK no plan",
    }
    chosen.value.set_files([content])
    page.locator("#thread").get_by_text("cannot be read as DOCX").wait_for()
    assert page.locator("#thread a.file").inner_text().startswith("a plan.docx")


def test_the_page_is_used_without_a_mouse(page: "Page", local: LocalSlack) -> None:
    visit(page, local, GRACE, f"c/{channel_id('general')}")
    page.keyboard.type("Good morning")
    page.keyboard.press("Enter")
    page.locator("#main").get_by_text("Good morning").wait_for()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.innerText")
    assert focused == "@ Mention the assistant"
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.innerText") == "Reply in thread":
            break
    page.keyboard.press("Enter")
    page.locator("#thread-pane:not([hidden])").wait_for()
    page.keyboard.press("Escape")
    page.locator("#thread-pane[hidden]").wait_for(state="attached")


def test_every_control_has_a_name(page: "Page", local: LocalSlack) -> None:
    visit(page, local, MAYA)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, a, select, textarea, input")]
        .filter(e => !(e.innerText || "").trim() && !e.getAttribute("aria-label")
                     && !(e.labels && e.labels.length)).map(e => e.outerHTML)"""
    )
    assert unnamed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1380, 360])
def test_every_text_is_readable_and_nothing_is_cut_off(
    browser: "Browser", local: LocalSlack, scheme: Any, width: int
) -> None:
    size: Any = {"width": width, "height": 740}
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()
    for who, place in ((MAYA, ""), (DANIEL, "c/app"), (GRACE, "c/app")):
        visit(page, local, who, place)
        page.locator("#main > *").first.wait_for()
        assert page.evaluate(FAINT) == {}
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="⚡ Shortcuts").click()
    page.locator("dialog[open]").wait_for()
    page.get_by_role("button", name="Start").click()
    page.locator("dialog .error").first.wait_for()
    picture(page, f"13-{scheme}-{width}")
    faint = page.evaluate(FAINT)
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden")
    page.context.close()
    assert faint == {}


def test_a_narrow_screen_shows_a_thread_alone_and_comes_back(
    browser: "Browser", local: LocalSlack
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    visit(page, local, MAYA, f"c/{channel_id('general')}")
    page.fill("#composer", "Good morning " + "x" * 300)
    page.press("#composer", "Enter")
    page.locator("#main .message").last.hover()
    assert page.evaluate("byId('main').scrollWidth === byId('main').clientWidth")
    page.get_by_role("button", name="Reply in thread").last.click()
    page.locator("#reply").wait_for()
    assert not page.locator("#composer").is_visible()
    page.get_by_role("button", name="Close the thread").click()
    page.locator("#composer").wait_for()
    page.get_by_role("link", name="Sourcing assistant").click()
    page.get_by_role("heading", name="Sourcing assistant").wait_for()
    page.context.close()


FAINT = """() => {
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (a, b) => [...[0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])), 1];
  const ground = (e) => e
    ? over(rgba(getComputedStyle(e).backgroundColor), ground(e.parentElement))
    : [255, 255, 255, 1];
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const faint = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement, said = texts.currentNode.textContent.trim();
    if (!said || e.closest("script, option, [aria-hidden]") || !e.checkVisibility()) continue;
    const back = ground(e), ink = over(rgba(getComputedStyle(e).color), back);
    const pair = [light(ink), light(back)];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) faint[said] = ratio;
  }
  return faint;
}"""
