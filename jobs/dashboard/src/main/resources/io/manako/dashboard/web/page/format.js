// Numbers, times and colours as people read them.

const whole = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const PALETTE = ["#2dd4bf", "#fb923c", "#818cf8", "#f472b6", "#a3e635", "#38bdf8", "#facc15", "#f87171", "#c084fc", "#4ade80"];
const colours = new Map();

/** The same colour for a class everywhere, as long as the page is open. */
export function colourOf(label) {
  if (!colours.has(label)) {
    colours.set(label, PALETTE[colours.size % PALETTE.length]);
  }
  return colours.get(label);
}

export const count = (n) => whole.format(n);
export const time = (millis) => clock.format(millis);
export const percent = (score) => `${Math.round(score * 100)}%`;

export function rate(perSecond) {
  return perSecond < 0 ? "–" : perSecond < 100 ? perSecond.toFixed(1) : whole.format(Math.round(perSecond));
}

/** 640 ms, 2.4 s, 3 min; – for none. */
export function duration(millis) {
  if (millis < 0) {
    return "–";
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  return millis < 3_600_000 ? `${Math.round(millis / 60_000)} min` : `${Math.round(millis / 3_600_000)} h`;
}

/** 0.6 s ago. */
export function ago(millis) {
  return `${millis < 60_000 ? `${(millis / 1000).toFixed(1)} s` : duration(millis)} ago`;
}

export function bytes(n) {
  return n < 1024 ? `${n} bytes` : n < 1 << 20 ? `${Math.round(n / 1024)} KB` : `${(n / (1 << 20)).toFixed(1)} MB`;
}

/** An element with attributes and children; text is never read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Sets a text only if it is another one, so that screen readers and layout stay calm. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
