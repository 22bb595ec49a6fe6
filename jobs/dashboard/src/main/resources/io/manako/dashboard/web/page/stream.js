// The server's events, through lost connections and restarts.

const SILENCE_MILLIS = 8000;
const LONGEST_RETRY_MILLIS = 8000;
const HIDDEN_MILLIS = 15000;
const NAMES = ["hello", "tick", "series", "news", "scenes"];

/**
 * Listens for as long as the page is open and visible.
 * handlers: one function for each event's name; onState(state, text) hears how the connection is.
 */
export function listen(handlers, onState) {
  let source = null;
  let heard = Date.now();
  let retry = 500;
  let timer = 0;
  let hiding = 0;

  function open() {
    clearTimeout(timer);
    source?.close();
    heard = Date.now();
    source = new EventSource("api/stream");
    for (const name of NAMES) {
      source.addEventListener(name, (event) => {
        heard = Date.now();
        retry = 500;
        onState("live", "live");
        handlers[name]?.(JSON.parse(event.data));
      });
    }
    source.onerror = lost;
  }

  function lost() {
    source?.close();
    source = null;
    onState("lost", "connection lost, trying again");
    clearTimeout(timer);
    timer = setTimeout(askFirst, retry);
    retry = Math.min(retry * 2, LONGEST_RETRY_MILLIS);
  }

  /** An event source does not say why it was refused; an ordinary request does. */
  async function askFirst() {
    try {
      const answer = await fetch("api/stream", { method: "HEAD" });
      if (answer.status === 401) {
        location.reload();
        return;
      }
      open();
    } catch {
      lost();
    }
  }

  setInterval(() => {
    if (source && Date.now() - heard > SILENCE_MILLIS) {
      lost();
    }
  }, 1000);

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        source?.close();
        source = null;
        clearTimeout(timer);
        onState("waiting", "paused");
      }, HIDDEN_MILLIS);
    } else if (!source) {
      open();
    }
  });
  open();
}
