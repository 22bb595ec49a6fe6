// Run-length masks, as COCO's API writes them, drawn into a canvas.

import { colourOf } from "./format.js";

const OPACITY = 120;

/** The runs' lengths, outside and inside in turn, the first one outside. */
export function runs(text) {
  const lengths = [];
  for (let at = 0; at < text.length; ) {
    let length = 0;
    let shift = 0;
    let code;
    do {
      code = text.charCodeAt(at++) - 48;
      length |= (code & 31) << shift;
      shift += 5;
    } while (code & 32);
    if (code & 16 && shift < 32) {
      length |= -1 << shift;
    }
    lengths.push(lengths.length > 2 ? length + lengths.at(-2) : length);
  }
  return lengths;
}

/** Paints the masks over each other, each in the colour of its class. */
export function paint(canvas, masks) {
  const [first] = masks;
  canvas.hidden = !first;
  if (!first) {
    return;
  }
  canvas.width = first.width;
  canvas.height = first.height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(first.width, first.height);
  for (const mask of masks.filter((each) => each.width === first.width && each.height === first.height)) {
    fill(image, mask);
  }
  context.putImageData(image, 0, 0);
}

function fill(image, { label, width, height, counts }) {
  const colour = parseInt(colourOf(label).slice(1), 16);
  let at = 0;
  runs(counts).forEach((length, i) => {
    const end = Math.min(at + length, width * height);
    for (; i % 2 === 1 && at < end; at++) {
      const pixel = 4 * ((at % height) * width + Math.floor(at / height));
      image.data.set([colour >> 16, (colour >> 8) & 255, colour & 255, OPACITY], pixel);
    }
    at = end;
  });
}
