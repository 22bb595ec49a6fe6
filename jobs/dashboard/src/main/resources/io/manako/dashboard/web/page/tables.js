// Events and dead letters.

import { bytes, element, time } from "./format.js";

function row(millis, camera, ...cell) {
  return element(
    "tr",
    {},
    element("td", {}, element("time", { datetime: new Date(millis).toISOString() }, time(millis))),
    element("td", { title: camera }, camera || "–"),
    element("td", {}, ...cell));
}

function letterRow(letter) {
  const parts = [letter.reason, element("span", { class: "where" }, `${letter.stage} · ${letter.source} · ${bytes(letter.bytes)}`)];
  if (letter.picture) {
    parts.push(element("img", {
      src: `api/dead-letters/${letter.number}/picture`,
      alt: `The frame that camera ${letter.camera} sent`,
      loading: "lazy",
    }));
  }
  return row(letter.time_millis, letter.camera, ...parts);
}

/** Adds the rows that are new on top, so that pictures are not loaded again. */
class Table {
  constructor(body, empty, keyOf, rowOf) {
    Object.assign(this, { body, empty, keyOf, rowOf });
    this.rows = new Map();
    this.body.parentElement.hidden = true;
  }

  update(items) {
    const rows = new Map();
    for (const item of items) {
      const key = this.keyOf(item);
      rows.set(key, this.rows.get(key) ?? this.rowOf(item));
    }
    this.rows = rows;
    this.body.replaceChildren(...rows.values());
    // Before the server's first news nobody knows that there are none.
    this.empty.textContent = this.empty.dataset.none;
    this.empty.hidden = rows.size > 0;
    this.body.parentElement.hidden = rows.size === 0;
  }
}

export class Tables {
  constructor(page) {
    this.letters = new Table(page.letters, page.noLetters, (letter) => letter.number, letterRow);
    this.events = new Table(
      page.events,
      page.noEvents,
      (event) => JSON.stringify(event),
      (event) => row(
        event.time_millis,
        event.camera,
        element("span", { class: "kind" }, event.kind),
        element("span", { class: "phase" }, event.phase === "start" ? " " : ` ${event.phase} `),
        event.text === event.kind ? "" : event.text));
  }

  update(news) {
    this.letters.update(news.letters);
    this.events.update(news.events);
  }
}

