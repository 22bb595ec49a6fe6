// The wall of cameras.

import { ago, count, duration, element, percent, rate, setText } from "./format.js";
import { View } from "./view.js";

const LATE_MILLIS = 10_000;
const SILENT_MILLIS = 30_000;
const HOUR = 3_600_000;

/** When a camera was heard last: by its own clock if that can be right, else by ours. */
export function ageOf(camera, now) {
  const age = now - camera.captured_millis;
  return age >= -1000 && age < HOUR ? Math.max(0, age) : Math.max(0, now - camera.arrived_millis);
}

export function stateOf(camera, now) {
  const age = ageOf(camera, now);
  if (camera.offline || age > SILENT_MILLIS) {
    return "silent";
  }
  return age > LATE_MILLIS ? "late" : "live";
}

const CHIPS = {
  ok: ["ok", "ok"],
  empty: ["empty", ""],
  skipped: ["skipped", "warn"],
  decode_error: ["not decodable", "bad"],
  inference_error: ["inference failed", "bad"],
};

/** Advice where boxes make no tracks; the page does not know the thresholds of the job. */
const UNTRACKED_HELP = "The job's log names the score that starts a track. See tracking.high-score.";

/** Frames by outcome, and what is wrong with the camera, as little labels. */
export function chips(camera) {
  const made = Object.entries(camera.outcomes).map(([status, n]) => {
    const [text, kind] = CHIPS[status] ?? [status, ""];
    return element("span", { class: `chip ${kind}` }, `${count(n)} ${text}`);
  });
  if (camera.dead_letters > 0) {
    made.push(element("span", { class: "chip bad" }, `${count(camera.dead_letters)} dead letters`));
  }
  if (camera.untracked_score !== null) {
    const said = `no box starts a track; the best score is ${percent(camera.untracked_score)}`;
    made.push(element("span", { class: "chip warn untracked", title: UNTRACKED_HELP }, said));
  }
  return made;
}

class Tile {
  constructor(id) {
    this.id = id;
    this.view = new View(id);
    this.dot = element("span", { class: "dot" });
    this.age = element("span", { class: "age" });
    this.rate = element("b");
    this.latency = element("b");
    this.objects = element("b");
    this.outcomes = element("div", { class: "outcomes" });
    this.anchor = element(
      "a",
      { href: `#camera=${encodeURIComponent(id)}` },
      this.view.node,
      element(
        "div",
        { class: "caption" },
        element("div", { class: "who" }, this.dot, element("strong", { title: id }, id || "(no id)"), this.age),
        element(
          "div",
          { class: "figures" },
          element("span", {}, this.rate, " frames/s"),
          element("span", {}, this.latency, " latency"),
          element("span", {}, this.objects, " in view")),
        this.outcomes));
    this.node = element("li", { class: "tile" }, this.anchor);
    this.node.dataset.camera = id;
  }

  update(camera) {
    this.camera = { ...camera, frame: camera.frame ?? this.camera?.frame };
    if (camera.frame) {
      this.view.setFrame(camera.frame);
    }
    setText(this.rate, rate(camera.frames_per_second));
    setText(this.latency, duration(camera.latency_millis));
    setText(this.objects, count(this.camera.frame?.objects.length ?? 0));
    const text = JSON.stringify([camera.outcomes, camera.dead_letters, camera.untracked_score]);
    if (text !== this.outcomeText) {
      this.outcomeText = text;
      this.outcomes.replaceChildren(...chips(camera));
    }
  }

  /** What changes by itself as time goes by. */
  tickAt(now) {
    const state = stateOf(this.camera, now);
    this.dot.dataset.state = state;
    this.node.dataset.state = state;
    setText(this.age, ago(ageOf(this.camera, now)));
    const label = `Camera ${this.id}, ${state}, ${rate(this.camera.frames_per_second)} frames per second, ` +
      `${this.camera.frame?.objects.length ?? 0} objects in view`;
    if (this.anchor.getAttribute("aria-label") !== label) {
      this.anchor.setAttribute("aria-label", label);
    }
  }
}

export class Tiles {
  constructor(list, empty) {
    this.list = list;
    this.empty = empty;
    this.tiles = new Map();
    this.scenes = new Map();
    this.filter = "";
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          this.tiles.get(entry.target.dataset.camera)?.view.setVisible(entry.isIntersecting);
        }
      },
      { rootMargin: "80px" });
  }

  /** Takes new figures; if all cameras are among them, the others have gone. */
  update(cameras, areAll) {
    for (const camera of cameras) {
      let tile = this.tiles.get(camera.id);
      if (!tile) {
        tile = new Tile(camera.id);
        tile.view.visible = false;
        this.tiles.set(camera.id, tile);
        this.insert(tile);
      }
      tile.update(camera);
      tile.view.setScene(this.scenes.get(camera.id), camera.zones, camera.lines);
    }
    if (areAll) {
      const known = new Set(cameras.map((camera) => camera.id));
      for (const id of [...this.tiles.keys()].filter((id) => !known.has(id))) {
        this.remove(id);
      }
    }
    this.empty.hidden = this.tiles.size > 0;
    this.list.classList.toggle("few", this.tiles.size < 5);
    this.list.classList.toggle("many", this.tiles.size > 24);
  }

  insert(tile) {
    const after = [...this.list.children].find((node) => node.dataset.camera.localeCompare(tile.id, "en", { numeric: true }) > 0);
    this.list.insertBefore(tile.node, after ?? null);
    this.watcher.observe(tile.node);
    this.applyFilter(tile);
  }

  remove(id) {
    const tile = this.tiles.get(id);
    this.watcher.unobserve(tile.node);
    tile.node.remove();
    this.tiles.delete(id);
  }

  clear() {
    for (const id of [...this.tiles.keys()]) {
      this.remove(id);
    }
  }

  setScenes(scenes) {
    this.scenes = new Map(scenes.map((each) => [each.camera, each.scene]));
    this.tiles.forEach((tile, id) => tile.view.setScene(this.scenes.get(id), tile.camera.zones, tile.camera.lines));
  }

  find(text) {
    this.filter = text.trim().toLowerCase();
    this.tiles.forEach((tile) => this.applyFilter(tile));
  }

  applyFilter(tile) {
    tile.node.hidden = !tile.id.toLowerCase().includes(this.filter);
  }

  tick(now) {
    this.tiles.forEach((tile) => tile.tickAt(now));
  }

  camera(id) {
    return this.tiles.get(id)?.camera;
  }
}
