"use strict";
// Asks for the slide that is on; the server answers when it is another one than the page has.
{
  const words = document.body.dataset;
  const [slide, news, said, button, explore] = ["slide", "news", "said", "follow", "explore"].map(
    (id) => document.getElementById(id),
  );
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LONGEST = 8000; // milliseconds before the next try, at most
  let following = true;
  let tag = "";
  let shown = "";
  let request = new AbortController();

  const say = (text) => {
    if (said.textContent !== text) said.textContent = text;
  };

  const show = (told) => {
    if (told.html && told.html !== shown) {
      slide.innerHTML = told.html;
      explore.href = told.explore;
      explore.hidden = false;
      document.title = told.title;
      if (shown) {
        news.textContent = `${told.place} · ${told.title}`;
        scrollTo(0, 0);
      }
      shown = told.html;
    }
    tag = told.tag;
  };

  const pause = (length) => new Promise((done) => setTimeout(done, length));

  // A round ends when another one begins, when the follower stops, and while nobody looks.
  const round = async () => {
    request.abort();
    const mine = (request = new AbortController());
    const goes_on = () => following && !document.hidden && mine === request;
    let wait = 500;
    while (goes_on()) {
      const settings = new URLSearchParams({
        have: tag,
        lang: document.documentElement.lang,
        paper: dark.matches ? "dark" : "light",
      });
      try {
        const answer = await fetch(`${words.code}/state?${settings}`, { signal: mine.signal });
        if (answer.status === 404) {
          say((await answer.json()).said);
          stopped();
          return;
        }
        if (!answer.ok) throw new Error(answer.status);
        if (answer.status === 200) {
          const told = await answer.json();
          if (!goes_on()) return;
          show(told);
          say(told.said);
        }
        wait = 500;
      } catch {
        if (!goes_on()) return;
        say(words.silent);
        tag = ""; // whatever comes next is told
        // Not all at once, when a server comes back.
        await pause(wait * (0.5 + Math.random()));
        wait = Math.min(wait * 2, LONGEST);
      }
    }
  };

  const stopped = () => {
    following = false;
    button.textContent = words.again;
  };

  button.addEventListener("click", () => {
    if (following) {
      stopped();
      request.abort();
      say(words.stopped);
    } else {
      following = true;
      button.textContent = words.stop;
      tag = "";
      round();
    }
  });
  document.addEventListener("visibilitychange", round);
  dark.addEventListener("change", round);
  addEventListener("pageshow", (event) => event.persisted && round());
  round();
}
