package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;

/**
 * What a JPEG frame takes before the network, on one core.
 *
 * @param model whose input is prepared
 * @param engine whose layout is written
 * @param frame its size
 * @param decodeMillis mean
 * @param preprocessMillis mean: resize, normalise, lay out
 */
public record PictureTime(
    String model, Kind engine, FrameSize frame, double decodeMillis, double preprocessMillis) {

  /** Both. */
  double millis() {
    return decodeMillis + preprocessMillis;
  }
}
