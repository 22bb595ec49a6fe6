// The page: what the server's events change in it.

import { Charts } from "./charts.js";
import { Detail } from "./detail.js";
import { count, duration, element, rate, setText } from "./format.js";
import { listen } from "./stream.js";
import { Tables } from "./tables.js";
import { Tiles } from "./tiles.js";

const $ = (id) => document.getElementById(id);
const FIND_FROM = 9;

const tiles = new Tiles($("tiles"), $("empty"));
const charts = new Charts($("chart-rate"), $("chart-latency"), $("chart-objects"));
const tables = new Tables({
  letters: $("letters"), noLetters: $("no-letters"), events: $("events"), noEvents: $("no-events"),
});
const detail = new Detail(
  {
    dialog: $("detail"), close: $("detail-close"), stage: $("detail-view"), title: $("detail-title"),
    facts: $("detail-facts"), kinds: $("detail-kinds"), records: $("detail-records"), pause: $("detail-pause"),
  },
  tiles);

let instance = null;
let clockAhead = 0;

function withNote(id, text, note) {
  $(id).replaceChildren(text, ...(note ? [" ", element("small", {}, note)] : []));
}

function summarise(summary) {
  clockAhead = summary.now_millis - Date.now();
  setText($("sum-cameras"), count(summary.cameras) + (summary.crowded ? "+" : ""));
  withNote("sum-rate", rate(summary.frames_per_second), summary.in_per_second < 0 ? "" : `of ${rate(summary.in_per_second)}`);
  withNote("sum-latency", duration(summary.latency_p50_millis), summary.latency_p99_millis < 0 ? "" : `p99 ${duration(summary.latency_p99_millis)}`);
  setText($("sum-waiting"), summary.waiting < 0 ? "–" : count(summary.waiting));
  setText($("sum-letters"), count(summary.dead_letters));
  $("sum-letters").classList.toggle("bad", summary.dead_letters > 0);
  $("find-label").hidden = summary.cameras < FIND_FROM;
  notice(summary);
}

/** Says what is wrong, if anything is. */
function notice(summary) {
  const sentences = [...summary.problems];
  if (summary.problems.length === 0 && summary.in_per_second > 0 && summary.frames_per_second === 0) {
    sentences.push("Frames arrive, but nobody answers them: is the job running?");
  }
  if (summary.crowded) {
    sentences.push(`There are more than ${count(summary.cameras)} cameras; those that came first are shown.`);
  }
  setText($("notice"), sentences.join(" "));
  $("notice").hidden = sentences.length === 0;
}

function remember(id, className) {
  const box = $(id);
  box.checked = localStorage.getItem(id) !== "off";
  const apply = () => {
    document.body.classList.toggle(className, !box.checked);
    localStorage.setItem(id, box.checked ? "on" : "off");
  };
  box.addEventListener("change", apply);
  apply();
}

remember("labels", "no-labels");
remember("scenes", "no-scenes");
$("find").addEventListener("input", (event) => tiles.find(event.target.value));
setInterval(() => tiles.tick(Date.now() + clockAhead), 500);

listen(
  {
    hello(hello) {
      if (instance !== null && instance !== hello.instance) {
        tiles.clear();
      }
      instance = hello.instance;
    },
    tick(tick) {
      if (tick.summary) {
        summarise(tick.summary);
      }
      tiles.update(tick.cameras, tick.summary !== null);
      tiles.tick(Date.now() + clockAhead);
      if (detail.id === undefined) {
        detail.id = null;
        detail.follow();
      }
      detail.update();
    },
    series: (series) => charts.draw(series),
    news: (news) => tables.update(news),
    scenes: (scenes) => tiles.setScenes(scenes),
  },
  (state, text) => {
    $("link").dataset.state = state;
    setText($("link"), text);
  });
