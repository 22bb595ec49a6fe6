// Three charts of the last minutes, drawn by uPlot.

import uPlot from "./uplot/uPlot.esm.js";
import { colourOf, element, time } from "./format.js";

const HEIGHT = 190;

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(more) {
  return {
    stroke: ink("--soft"),
    grid: { stroke: ink("--line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui, sans-serif",
    ...more,
  };
}

/** As wide as the longest number on it, so that none is cut off. */
const widthOf = (labels) => Math.max(42, 14 + 7 * Math.max(0, ...(labels ?? []).map((label) => String(label).length)));

const shown = (value) => (value == null ? "–" : value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10));

class Chart {
  constructor(figure, describe) {
    this.describe = describe;
    this.plot = element("div", { class: "plot", role: "img" });
    figure.append(this.plot);
    this.key = "";
    new ResizeObserver(() => this.uplot?.setSize({ width: this.plot.clientWidth, height: HEIGHT })).observe(this.plot);
  }

  /** Draws; lines are made anew only if they are others than before. */
  draw(times, lines) {
    const key = lines.map((line) => `${line.name}${line.colour}`).join();
    const data = [times, ...lines.map((line) => line.values)];
    if (this.uplot && key === this.key) {
      this.uplot.setData(data);
    } else {
      this.uplot?.destroy();
      this.key = key;
      this.uplot = new uPlot(this.options(lines), data, this.plot);
    }
    if (this.uplot.cursor.idx == null) {
      this.uplot.setLegend({ idx: times.length - 1 });
    }
    this.plot.setAttribute(
      "aria-label",
      `${this.describe}: ${lines.map((line) => `${line.name} ${shown(line.values.at(-1))}`).join(", ")}`);
  }

  options(lines) {
    return {
      width: this.plot.clientWidth,
      height: HEIGHT,
      padding: [8, 8, 0, 0],
      cursor: { y: false, points: { size: 6 } },
      scales: { y: { range: (_, low, high) => [0, Math.max(1, (high ?? 1) * 1.15)] } },
      axes: [axis({ space: 80, values: (_, splits) => splits.map((s) => time(s * 1000)), size: 30 }), axis({ size: (_, labels) => widthOf(labels) })],
      legend: { markers: { width: 0, fill: (_, i) => lines[i - 1]?.colour ?? "transparent" } },
      series: [
        {},
        ...lines.map((line) => ({
          label: line.name,
          stroke: line.colour,
          width: 1.8,
          fill: line.fill,
          spanGaps: false,
          points: { show: false },
          value: (_, value) => shown(value),
        })),
      ],
    };
  }

  /** After the colours have changed. */
  forget() {
    this.key = "";
  }
}

export class Charts {
  constructor(rate, latency, objects) {
    this.rate = new Chart(rate, "Frames per second");
    this.latency = new Chart(latency, "Latency in milliseconds");
    this.objects = new Chart(objects, "Objects in view");
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      [this.rate, this.latency, this.objects].forEach((chart) => chart.forget());
      if (this.last) {
        this.draw(this.last);
      }
    });
  }

  draw(series) {
    this.last = series;
    const times = series.frames_per_second.map((_, i) => (series.start_millis + i * series.step_millis) / 1000);
    const known = (values) => values.map((value) => (value < 0 ? null : value));
    const accent = ink("--accent");
    this.rate.draw(times, [
      { name: "results", values: series.frames_per_second, colour: accent, fill: `color-mix(in srgb, ${accent} 14%, transparent)` },
      { name: "dead letters", values: series.dead_letters_per_second, colour: ink("--bad") },
    ]);
    this.latency.draw(times, [
      { name: "p50", values: known(series.latency_p50_millis), colour: accent },
      { name: "p99", values: known(series.latency_p99_millis), colour: ink("--warn") },
    ]);
    this.objects.draw(
      times,
      Object.entries(series.objects).map(([label, values]) => ({ name: label, values, colour: colourOf(label) })));
  }
}
