package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Times of frames in the job.
 *
 * @param pictures times before the network
 * @param models times in the network and after it
 * @param stream cost of the stream around them
 */
public record FrameTimes(List<PictureTime> pictures, List<ModelTime> models, StreamCost stream) {
  public FrameTimes {
    pictures = List.copyOf(pictures);
    models = List.copyOf(models);
  }

  /** Returns these times with newer ones, which replace those of the same models. */
  public FrameTimes with(FrameTimes newer) {
    List<PictureTime> allPictures = new ArrayList<>(newer.pictures);
    pictures.stream()
        .filter(p -> newer.pictures.stream().noneMatch(n -> n.model().equals(p.model())))
        .forEach(allPictures::add);
    List<ModelTime> allModels = new ArrayList<>(newer.models);
    models.stream()
        .filter(m -> newer.models.stream().noneMatch(n -> n.model().equals(m.model())))
        .forEach(allModels::add);
    return new FrameTimes(allPictures, allModels, newer.stream);
  }

  /** Returns the milliseconds to decode a JPEG frame for a model. */
  public double decode(ModelTime model, FrameSize frame) {
    return at(model.model(), model.engine(), frame, PictureTime::decodeMillis);
  }

  /** Returns the milliseconds to prepare a decoded frame for a model. */
  public double preprocess(ModelTime model, FrameSize frame) {
    return at(model.model(), model.engine(), frame, PictureTime::preprocessMillis);
  }

  /**
   * Interpolates linearly by pixels between two measured sizes, extrapolates the line of the
   * nearest two beyond them, and scales in proportion to the pixels if only one size was measured.
   */
  private double at(
      String model, Kind engine, FrameSize frame, ToDoubleFunction<PictureTime> millis) {
    List<PictureTime> known =
        pictures.stream()
            .filter(p -> p.model().equals(model) && p.engine() == engine)
            .sorted(Comparator.comparingLong(p -> p.frame().pixels()))
            .toList();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "no picture was measured for %s on %s; measure again".formatted(model, engine));
    }
    if (known.size() == 1) {
      PictureTime only = known.get(0);
      return millis.applyAsDouble(only) * frame.pixels() / only.frame().pixels();
    }
    int upper = 1;
    while (upper < known.size() - 1 && known.get(upper).frame().pixels() < frame.pixels()) {
      upper++;
    }
    PictureTime a = known.get(upper - 1);
    PictureTime b = known.get(upper);
    double t =
        (double) (frame.pixels() - a.frame().pixels()) / (b.frame().pixels() - a.frame().pixels());
    double value = millis.applyAsDouble(a) * (1 - t) + millis.applyAsDouble(b) * t;
    return Math.max(0, value);
  }
}
