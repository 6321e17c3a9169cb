"""The policies of the pages in a real browser: nothing of ours breaks one, nothing foreign runs."""

from playwright.sync_api import expect

from lab.http import serving
from lab.servers import dashboard, running
from partv.middleware.security_headers import respond

from .visits import chart, expect_shell, settle

ANSWERS = "party,cycle,indicator,answer\nAustria,2023,21.exchange,Yes\n"

_WATCH = """
  window.violations = [];
  document.addEventListener('securitypolicyviolation', event => window.violations.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
_ATTACKS = """async () => {
  const tried = {};
  const run = async (name, attack) => {
    try { tried[name] = await attack(); } catch (error) { tried[name] = error.name; }
  };
  const load = (tag, attribute, value) => new Promise(done => {
    const element = document.createElement(tag);
    element.onload = () => done('loaded');
    element.onerror = () => done('refused');
    element[attribute] = value;
    document.body.append(element);
    setTimeout(() => done('refused'), 1000);
  });
  // Later, since what the test itself runs may evaluate.
  await run('eval', () => new Promise(done => setTimeout(() => {
    try { done(eval('1 + 1')); } catch (error) { done(error.name); }
  })));
  await run('inline', () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran ? 'ran' : 'refused';
  });
  await run('handler', () => {
    const place = document.createElement('div');
    place.innerHTML = '<img src="data:," onerror="window.handled = true">';
    document.body.append(place);
    return new Promise(done => setTimeout(() => done(window.handled ? 'ran' : 'refused'), 300));
  });
  await run('data script', () => load('script', 'src', 'data:text/javascript,window.ran=1'));
  await run('blob script', () => load('script', 'src', URL.createObjectURL(new Blob(['1']))));
  await run('fetch', () => fetch('http://127.0.0.1:1/').then(() => 'sent'));
  await run('socket', () => new Promise((done, fail) => {
    const socket = new WebSocket('ws://127.0.0.1:1/');
    socket.onerror = () => done('refused');
  }));
  await run('base', () => {
    const base = document.createElement('base');
    base.href = 'https://example.org/';
    document.head.append(base);
    const now = document.baseURI;
    base.remove();
    return now.startsWith(location.origin) ? 'refused' : 'moved';
  });
  await run('picture', () => load('img', 'src', 'http://127.0.0.1:1/x.png'));
  await run('style of elsewhere', async () => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = 'http://127.0.0.1:1/x.css';
    document.head.append(link);
    return new Promise(done => {
      link.onload = () => done('loaded');
      link.onerror = () => done('refused');
    });
  });
  return tried;
}"""


def watched(visits):
    """A visitor's tab in which every breach of a policy is noted."""
    context = visits.visitor()
    context.add_init_script(_WATCH)
    return visits.tab(context)


def test_an_upload_and_what_is_no_page_break_no_policy(visit):
    """What all tests load is held to it as well: see ``test_what_is_foreign_is_refused``."""
    page = watched(visit)
    page.goto("/data")
    expect_shell(page)
    answers = {"name": "answers.csv", "mimeType": "text/csv", "buffer": ANSWERS.encode()}
    page.locator("input[type=file]").set_input_files([answers])
    page.get_by_role("link", name="See them by Article").click()
    settle(page)
    expect(chart(page)).to_be_visible()
    assert page.evaluate("window.violations") == []
    answer = page.goto("/api/v1/docs")
    assert (
        "script-src 'self' 'wasm-unsafe-eval'; style-src"
        in answer.headers["content-security-policy"]
    )
    assert page.evaluate("document.styleSheets.length"), "its style applies"
    page.goto("/api/v1/slides/overview.svg")
    assert page.evaluate("window.violations") == []


def test_what_is_foreign_is_refused(visit):
    page = watched(visit)
    page.goto("/about")
    settle(page)
    tried = page.evaluate(_ATTACKS)
    assert tried.pop("eval") == "EvalError"
    assert tried.pop("fetch") == "TypeError"
    assert set(tried.values()) <= {"refused", "SecurityError"}, tried
    broken = {line.split()[0] for line in page.evaluate("window.violations")}
    assert broken >= {"script-src", "script-src-elem", "script-src-attr", "connect-src", "base-uri"}
    # A breach is heard in the console, which has to be silent in all tests (``expect_silence``).
    for directive in ("script-src", "connect-src", "base-uri", "style-src", "img-src"):
        assert any("Content Security Policy" in c and directive in c for c in visit.complaints)
    visit.complaints.clear()
    visit.requests.clear()


def test_a_frame_is_for_the_origin_that_was_named(browser, server):
    framing: dict[str, str] = {}

    async def parent(scope, receive, send):
        page = f'<!doctype html><title>Parent</title><iframe src="{framing["url"]}/about"></iframe>'
        await respond(send, 200, page, (b"content-type", b"text/html"))

    with serving(parent) as address:
        origin = address.replace("127.0.0.1", "localhost")
        with running(dashboard(PARTV_EMBED=f"https://example.org {origin}")) as embedding:
            for framed, words in ((server, ""), (embedding, "Definitions")):
                framing["url"] = framed.url
                page = browser.new_page()
                if words:
                    page.goto(origin)
                    heading = page.frame_locator("iframe").get_by_role("heading", name=words)
                    expect(heading).to_be_visible()
                else:
                    with page.expect_console_message(lambda said: "frame" in said.text.lower()):
                        page.goto(origin)
                    assert page.frames[1].url.startswith("chrome-error:")
                page.close()
