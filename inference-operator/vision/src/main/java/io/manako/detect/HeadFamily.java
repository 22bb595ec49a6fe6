package io.manako.detect;

import io.manako.model.AnchorSource;
import io.manako.model.DenseOutput;
import io.manako.model.FinalBoxes;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;

/** Head of a detector before the shapes of its outputs are known. */
sealed interface HeadFamily
    permits SsdFamily,
        DecodedFamily,
        YoloFamily,
        CellFamily,
        AnchorMapFamily,
        DistanceFamily,
        CenterFamily,
        FinalFamily {

  /**
   * Finds the head's numbers in the outputs.
   *
   * @throws IllegalArgumentException naming output, shape and what is needed, if an output does not
   *     fit
   */
  Head bind(Outputs outputs);

  /**
   * Returns the family of a model.
   *
   * @throws io.manako.model.ModelException if the anchors cannot be read
   * @throws IllegalArgumentException if the model is not a detector
   */
  static HeadFamily of(Model model, DetectorSettings settings) {
    ModelSpec spec = model.spec();
    InputSpec input = spec.input();
    if (spec.output() instanceof OutputSpec.Ssd ssd) {
      return new SsdFamily(ssd, input, settings, anchors(model, ssd.anchors()));
    } else if (spec.output() instanceof OutputSpec.DecodedBoxes decoded) {
      return new DecodedFamily(decoded, input, settings);
    } else if (spec.output() instanceof DenseOutput.Yolo yolo) {
      return new YoloFamily(yolo, input, settings);
    } else if (spec.output() instanceof DenseOutput.Yolox yolox) {
      return new CellFamily(yolox, input, settings);
    } else if (spec.output() instanceof DenseOutput.YoloMaps maps) {
      return new AnchorMapFamily(maps, input, settings);
    } else if (spec.output() instanceof DenseOutput.Distances distances) {
      return new DistanceFamily(distances, input, settings);
    } else if (spec.output() instanceof OutputSpec.Centers centers) {
      return new CenterFamily(centers, input, settings);
    } else if (spec.output() instanceof FinalBoxes boxes) {
      return new FinalFamily(boxes, input, settings);
    }
    throw new IllegalArgumentException(
        "model " + spec.name() + " gives no boxes; choose one whose task is detection");
  }

  /** Returns the anchors that do not depend on the picture; none if the network computes them. */
  private static Anchors anchors(Model model, AnchorSource source) {
    if (source instanceof AnchorSource.File file) {
      return Anchors.read(model.folder(), file, model.spec().input());
    } else if (source instanceof AnchorSource.Rule rule) {
      return Anchors.of(rule.grid().rows(model.spec().input()));
    }
    return Anchors.ofOutput(0);
  }
}
