// One camera's picture with what was seen in it.

import { colourOf, element, percent } from "./format.js";
import { paint } from "./masks.js";

const CHARACTER_PIXELS = 7;
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function at(node, x, y) {
  node.style.left = `${x * 100}%`;
  node.style.top = `${y * 100}%`;
  return node;
}

/**
 * Shows frames as they come. Boxes change in the same moment as the picture in which they were
 * found: a new picture is loaded beside the old one first. Only one is loaded at a time; what came
 * meanwhile is skipped but for the newest.
 */
export class View {
  constructor(camera) {
    this.camera = camera;
    this.node = element("div", { class: "view" });
    this.svg = shape("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
    this.zones = shape("g", { class: "zones" });
    this.boxes = shape("g", { class: "boxes" });
    this.svg.append(this.zones, this.boxes);
    this.tags = element("div", { "aria-hidden": "true" });
    this.places = element("div", { "aria-hidden": "true" });
    this.blank = element("p", { class: "blank" }, "waiting for a picture");
    this.picture = this.blank;
    this.masks = element("canvas", { "aria-hidden": "true", hidden: "" });
    this.node.append(this.picture, this.masks, this.svg, this.places, this.tags);
    this.visible = true;
    this.scene = null;
    this.sceneText = "";
    this.shownId = null;
  }

  /** Whether anybody can see it; pictures are loaded only then. */
  setVisible(visible) {
    this.visible = visible;
    this.refresh();
  }

  setFrame(frame) {
    this.frame = frame;
    if (frame.id === this.shownId) {
      this.drawBoxes(frame);
    }
    this.refresh();
  }

  refresh() {
    if (!this.frame || !this.visible || this.loading || this.frame.id === this.shownId) {
      return;
    }
    const frame = this.frame;
    if (!frame.picture) {
      this.blank.textContent = "the picture is no longer in Kafka";
      this.show(frame, this.blank);
      return;
    }
    const next = new Image(frame.width, frame.height);
    next.alt = "";
    next.src = `api/cameras/${encodeURIComponent(this.camera)}/picture?frame=${encodeURIComponent(frame.id)}`;
    this.loading = true;
    next.decode().then(
      () => this.loaded(() => this.show(frame, next)),
      () => this.loaded(() => { this.shownId = frame.id; }));
  }

  loaded(then) {
    this.loading = false;
    then();
    this.refresh();
  }

  show(frame, picture) {
    this.picture.replaceWith(picture);
    this.picture = picture;
    this.shownId = frame.id;
    this.node.dataset.frame = frame.id;
    this.node.style.aspectRatio = `${frame.width} / ${frame.height}`;
    this.drawBoxes(frame);
  }

  drawBoxes(frame) {
    const shapes = [];
    const tags = [];
    for (const object of frame.objects) {
      const [x, y, width, height] = object.box;
      const place = { x, y, width, height };
      const carried = object.carried ? " carried" : "";
      shapes.push(
        shape("rect", { ...place, class: `under${carried}` }),
        shape("rect", { ...place, class: `box${carried}`, stroke: colourOf(object.label) }));
      tags.unshift(this.tag(object));
    }
    this.boxes.replaceChildren(...shapes);
    paint(this.masks, frame.masks);
    if (frame.classes.length > 0) {
      tags.push(element("span", { class: "classes" }, frame.classes.join(" · ")));
    }
    this.tags.replaceChildren(...tags);
  }

  tag(object) {
    const [x, y, width] = object.box;
    const track = object.track === null ? "" : ` #${object.track}`;
    const text = `${object.label}${track} ${percent(object.score)}`;
    const left = x + (text.length * CHARACTER_PIXELS) / this.node.clientWidth > 1;
    const tag = element("span", { class: `tag${y < 0.06 ? " inside" : ""}${left ? " left" : ""}` }, text);
    tag.style.background = `color-mix(in srgb, ${colourOf(object.label)} 55%, #10181b)`;
    return at(tag, left ? x + width : x, y);
  }

  /** Zones and lines, with who is in them and how often they were crossed. */
  setScene(scene, zones, lines) {
    const text = JSON.stringify([scene, zones, lines]);
    if (text === this.sceneText) {
      return;
    }
    this.sceneText = text;
    this.zones.replaceChildren(
      ...(scene?.zones ?? []).map((zone) =>
        shape("polygon", { points: zone.polygon.map((p) => `${p.x},${p.y}`).join(" ") })),
      ...(scene?.lines ?? []).map((line) =>
        shape("line", { x1: line.from.x, y1: line.from.y, x2: line.to.x, y2: line.to.y })));
    this.places.replaceChildren(
      ...(scene?.zones ?? []).map((zone) => {
        const low = zone.polygon.reduce((a, b) => (b.y > a.y ? b : a));
        const n = zones[zone.id];
        return at(element("span", { class: "place" }, n === undefined ? zone.id : `${zone.id} · ${n}`), low.x, low.y);
      }),
      ...(scene?.lines ?? []).map((line) => {
        const ways = lines[line.id];
        const text = ways ? `${line.id} · → ${ways.left_to_right ?? 0} · ← ${ways.right_to_left ?? 0}` : line.id;
        return at(element("span", { class: "place line" }, text), (line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2);
      }));
  }
}
