// One camera, large, with its recent records.

import { ago, count, duration, element, rate, time } from "./format.js";
import { ageOf, chips } from "./tiles.js";
import { View } from "./view.js";

const POLL_MILLIS = 1000;

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 1);
  } catch {
    return json;
  }
}

function fact(name, ...value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}

/** How many objects there are, and how many of them this frame did not show. */
function inView(objects) {
  const carried = objects.filter((object) => object.carried).length;
  return carried === 0 ? count(objects.length) : `${count(objects.length)}, ${count(carried)} carried`;
}

function outcomeFact(name, outcomes) {
  const made = fact(name, outcomes);
  made.classList.add("wide");
  return made;
}

export class Detail {
  constructor(page, tiles) {
    Object.assign(this, page);
    this.tiles = tiles;
    this.kind = "detections";
    this.close.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
    this.dialog.addEventListener("close", () => {
      this.id = null;
      clearInterval(this.timer);
      if (location.hash.startsWith("#camera=")) {
        history.replaceState(null, "", location.pathname);
      }
    });
    for (const button of this.kinds.querySelectorAll("button")) {
      button.addEventListener("click", () => this.choose(button));
    }
    addEventListener("hashchange", () => this.follow());
  }

  /** Shows the camera that the address names. */
  follow() {
    const [, id] = location.hash.match(/^#camera=(.*)$/) ?? [];
    if (id === undefined) {
      this.dialog.close();
      return;
    }
    this.id = decodeURIComponent(id);
    this.view = new View(this.id);
    this.stage.replaceChildren(this.view.node);
    this.title.textContent = this.id || "(no id)";
    this.records.replaceChildren();
    this.update();
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
    clearInterval(this.timer);
    this.timer = setInterval(() => this.load(), POLL_MILLIS);
    this.load();
  }

  choose(button) {
    this.kinds.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
    this.kind = button.dataset.kind;
    this.records.replaceChildren();
    this.load(true);
  }

  /** Takes what the tiles know now. */
  update() {
    const camera = this.id == null ? null : this.tiles.camera(this.id);
    if (!camera) {
      return;
    }
    if (camera.frame && camera.frame !== this.view.frame) {
      this.view.setFrame(camera.frame);
    }
    this.view.setScene(this.tiles.scenes.get(this.id), camera.zones, camera.lines);
    const frames = Object.values(camera.outcomes).reduce((a, b) => a + b, 0);
    const outcomes = element("span", { class: "outcomes" }, ...chips(camera));
    this.facts.replaceChildren(
      fact("Frames/s", rate(camera.frames_per_second)),
      fact("Latency", duration(camera.latency_millis)),
      fact("Last frame", ago(ageOf(camera, Date.now()))),
      fact("In view", inView(camera.frame?.objects ?? [])),
      fact("Picture", camera.frame ? `${camera.frame.width} × ${camera.frame.height}` : "–"),
      outcomeFact(`${count(frames)} frames`, outcomes));
  }

  async load(always = false) {
    const reading = this.records.querySelector("details[open]");
    if (!always && (this.pause.checked || reading || document.hidden)) {
      return;
    }
    const { id, kind } = this;
    const answer = await fetch(`api/cameras/${encodeURIComponent(id)}/records?kind=${kind}`).catch(() => null);
    if (!answer?.ok || id !== this.id || kind !== this.kind) {
      return;
    }
    const records = await answer.json();
    this.records.replaceChildren(
      ...(records.length === 0 ? [element("li", { class: "empty" }, "None yet.")] : records.map(recordItem)));
  }
}

function recordItem(record) {
  const line = element(
    "summary",
    {},
    element("time", { datetime: new Date(record.time_millis).toISOString() }, time(record.time_millis)),
    element("span", {}, record.summary || record.status));
  const details = element("details", {}, line);
  details.addEventListener(
    "toggle",
    () => details.append(element("pre", {}, `${record.id}\n${pretty(record.json)}`)),
    { once: true });
  return element("li", {}, details);
}
