package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;

/**
 * Time of a JPEG frame before the network, on one core.
 *
 * @param model model whose input is prepared
 * @param engine engine whose layout is written
 * @param frame size of the frame
 * @param decodeMillis mean time
 * @param preprocessMillis mean time to resize, normalise, lay out
 */
public record PictureTime(
    String model, Kind engine, FrameSize frame, double decodeMillis, double preprocessMillis) {

  /** Returns the sum. */
  double millis() {
    return decodeMillis + preprocessMillis;
  }
}
