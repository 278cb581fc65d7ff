"""The widget's files, the demo shop and the status page."""

import os
from dataclasses import replace

import pytest

from conversations.cues import Cues
from gateway.errors import ScriptsDoNotJoin
from gateway.pages import JOINED
from gateway.site_files import load_site
from tests.gateway.offering import PAYMENT_FAILED

SOURCE = "const THRESHOLDS = {\n  payment_failed: 9,\n  idle: 1,\n};\n" + "export const bell='rung';" * 50
SCRIPT = "const THRESHOLDS={payment_failed:2,page_error:2};" + "export const bell='rung';" * 50
"""As the cues of the tests want it, and without blanks."""


@pytest.fixture
def web(tmp_path):
    """A web directory beside a file that nobody may read."""
    web = tmp_path / "web"
    (web / "widget" / "parts").mkdir(parents=True)
    (web / "widget" / "deskbell.js").write_text(SOURCE)
    (web / "widget" / "parts" / "log.js").write_text("export{};")
    (web / "widget" / "chat.js").write_text('import { say } from "./words.js";\n\nexport { say };\n')
    (web / "widget" / "words.js").write_text("export const say = 'ding';\n")
    (web / "widget" / ".hidden.js").write_text("hidden")
    (web / "widget" / "types.d.ts").write_text("no type that browsers load")
    (web / "shop").mkdir()
    (web / "shop" / "index.html").write_text("<!doctype html><title>Shop</title>")
    (web / "shop" / "bell.svg").write_text("<svg/>")
    (tmp_path / "secret.js").write_text("secret")
    (web / "widget" / "link.js").symlink_to(tmp_path / "secret.js")
    return web


@pytest.fixture
async def demo(gateways, web):
    return (await gateways.start(web=web, is_demo=True)).client


@pytest.fixture
async def live(gateways, web):
    return (await gateways.start(web=web, is_demo=False)).client


async def get(client, path, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.session.get(client.base + path, headers=headers)


async def test_a_widget_file_comes_with_its_type(live):
    response = await get(live, "/widget/deskbell.js")
    assert response.status == 200
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert await response.text() == SCRIPT


def test_a_script_comes_without_comments_and_means_the_same(tmp_path):
    (tmp_path / "a.js").write_text(
        "/** Says it. */\nexport const say = (word) => {\n"
        "  // to whom?\n  return `a // ${word} /* b */  c`;\n};\n"
    )
    body = load_site(tmp_path)["a.js"].body
    assert body == b"export const say=(word)=>{return`a // ${word} /* b */  c`;};"


async def test_the_launcher_counts_what_the_shops_cues_say(gateways, web):
    """Not what its source says, and not the cue that is off."""
    first = await get((await gateways.start(web=web)).client, "/widget/deskbell.js")
    gateways.cues = Cues({"search_empty": replace(PAYMENT_FAILED, name="search_empty", threshold=7)})
    client = (await gateways.start(web=web)).client
    again = await get(client, "/widget/deskbell.js", if_none_match=first.headers["etag"])
    assert again.status == 200
    assert (await again.text()).startswith("const THRESHOLDS={search_empty:7};")


async def test_a_shop_without_cues_counts_nothing(gateways, web):
    gateways.cues = Cues({})
    response = await get((await gateways.start(web=web)).client, "/widget/deskbell.js")
    assert (await response.text()).startswith("const THRESHOLDS={};")


async def test_the_launcher_is_as_old_as_the_cues_in_it(gateways, web, tmp_path):
    cues = tmp_path / "cues.yml"
    for file, seconds in ((web / "widget" / "deskbell.js", 1_000_000_000), (cues, 1_000_000_060)):
        file.touch()
        os.utime(file, (seconds, seconds))
    response = await get((await gateways.start(web=web, cues=cues)).client, "/widget/deskbell.js")
    assert response.headers["last-modified"] == "Sun, 09 Sep 2001 01:47:40 GMT"


@pytest.mark.parametrize("source", ["const bell = 1;", SOURCE + "\n" + SOURCE, "const THRESHOLDS = read();"])
async def test_a_launcher_that_does_not_say_what_it_counts_is_refused_at_the_start(gateways, web, source):
    (web / "widget" / "deskbell.js").write_text(source)
    with pytest.raises(ScriptsDoNotJoin, match=r"deskbell\.js needs one table"):
        await gateways.start(web=web)


async def test_the_chat_comes_as_one_script(live):
    assert await (await get(live, "/widget/chat.js")).text() == "const say='ding';export{say};"


def test_a_joined_script_is_as_old_as_the_newest_file_in_it(web):
    widget = web / "widget"
    for name, seconds in (("chat.js", 1_000_000_000), ("words.js", 1_000_000_060)):
        os.utime(widget / name, (seconds, seconds))
    assert load_site(widget, JOINED)["chat.js"].last_modified == "Sun, 09 Sep 2001 01:47:40 GMT"


def test_a_joined_script_has_a_new_etag_when_any_file_in_it_changes(web):
    before = load_site(web / "widget", JOINED)["chat.js"].etag
    (web / "widget" / "words.js").write_text("export const say = 'dong';\n")
    assert load_site(web / "widget", JOINED)["chat.js"].etag != before


async def test_a_file_in_a_folder_is_found(live):
    assert await (await get(live, "/widget/parts/log.js")).text() == "export{};"


async def test_a_browser_that_takes_gzip_gets_it(live):
    response = await get(live, "/widget/deskbell.js", accept_encoding="gzip, br")
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(SCRIPT)
    assert "Accept-Encoding" in response.headers["vary"]
    assert await response.text() == SCRIPT


@pytest.mark.parametrize("codings", ["identity", "br", "gzip;q=0", ""])
async def test_a_browser_that_does_not_take_gzip_gets_none(live, codings):
    response = await get(live, "/widget/deskbell.js", accept_encoding=codings)
    assert "content-encoding" not in response.headers


async def test_what_does_not_shrink_is_not_compressed(live):
    response = await get(live, "/widget/parts/log.js", accept_encoding="gzip")
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("header", ["if_none_match", "if_modified_since"])
async def test_a_file_that_the_browser_has_is_not_sent_again(live, header):
    first = await get(live, "/widget/deskbell.js")
    known = first.headers["etag" if header == "if_none_match" else "last-modified"]
    again = await get(live, "/widget/deskbell.js", **{header: known})
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    "headers", [{"if_none_match": 'W/"other"'}, {"if_modified_since": "x"}, {"if_modified_since": "0"}]
)
async def test_a_file_that_the_browser_does_not_have_is_sent(live, headers):
    assert (await get(live, "/widget/deskbell.js", **headers)).status == 200


async def test_head_says_the_same_without_the_file(live):
    response = await live.session.head(
        live.base + "/widget/deskbell.js", headers={"accept-encoding": "identity"}
    )
    assert response.status == 200
    assert int(response.headers["content-length"]) == len(SCRIPT)


OUTSIDE = [
    "/widget/../../secret.js",
    "/widget/%2e%2e/%2e%2e/secret.js",
    "/widget/..%2f..%2fsecret.js",
    "/widget//etc/passwd",
    "/widget/.hidden.js",
    "/widget/link.js",
    "/widget/types.d.ts",
    "/widget/words.js",
    "/widget/parts",
    "/widget/parts/",
    "/widget/deskbell.js%00.html",
]


@pytest.mark.parametrize("path", OUTSIDE)
async def test_nothing_else_can_be_read(live, path):
    from yarl import URL

    url = URL(live.base + path, encoded=True)
    async with live.session.get(url) as response:
        assert response.status == 404
        assert (await response.json())["error"] == "not_found"


async def test_the_demo_shows_the_shop(demo):
    response = await get(demo, "/")
    assert "<title>Shop</title>" in await response.text()
    assert (await get(demo, "/shop/bell.svg")).headers["content-type"] == "image/svg+xml"
    assert "<title>Shop</title>" in await (await get(demo, "/shop/")).text()


async def test_outside_the_demo_there_is_a_status_page_and_no_shop(live):
    assert "Deskbell is running" in await (await get(live, "/")).text()
    assert (await get(live, "/shop/bell.svg")).status == 404


@pytest.mark.parametrize("is_demo", [True, False])
async def test_a_page_runs_and_loads_only_what_is_its_own(gateways, web, is_demo):
    client = (await gateways.start(web=web, is_demo=is_demo)).client
    policy = (await get(client, "/")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_without_any_files_the_gateway_works(gateways, tmp_path):
    client = (await gateways.start(web=tmp_path / "nothing", is_demo=True)).client
    assert (await get(client, "/")).status == 200
    assert (await get(client, "/widget/deskbell.js")).status == 404
