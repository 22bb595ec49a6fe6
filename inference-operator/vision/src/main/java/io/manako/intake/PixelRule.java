package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.InputSpec.Layout;
import io.manako.model.OutputSpec.PixelScores;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises scores of every pixel: [N, classes, rows, columns] or [N, rows, columns, classes]. */
final class PixelRule implements HeadRule {
  private static final int VOC = 21;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    if (network.outputs().stream().map(OutputSample::shape).distinct().count() > 1) {
      return Optional.empty();
    }
    for (OutputSample output : network.outputs()) {
      Layout layout = output.rank() == 4 && !output.whole() ? layout(network, output) : null;
      if (layout != null && isOneKind(layout == Layout.NCHW ? output.transposed() : output)) {
        return Optional.of(proposal(network, output, layout));
      }
    }
    return Optional.empty();
  }

  /** Whether all channels are scores, or none: a detector's map has boxes beside its scores. */
  private static boolean isOneKind(OutputSample pixels) {
    if (pixels.columns() == 1 && pixels.isWhole() && pixels.max() > 1) {
      return false; // numbers of classes
    }
    int scores = 0;
    for (int c = 0; c < pixels.columns(); c++) {
      scores += pixels.columns(c, 1).isScores() ? 1 : 0;
    }
    return scores == 0 || scores == pixels.columns();
  }

  /** Returns the order in which both extents are the input's or the same part of it. */
  private static @Nullable Layout layout(NetworkSample network, OutputSample output) {
    if (isPart(network, output.shape().dim(2), output.shape().dim(3))) {
      return Layout.NCHW;
    }
    return isPart(network, output.shape().dim(1), output.shape().dim(2)) ? Layout.NHWC : null;
  }

  private static boolean isPart(NetworkSample network, int rows, int columns) {
    for (int stride : new int[] {1, 2, 4, 8, 16}) {
      if (network.hasExtents(stride, rows, columns)) {
        return true;
      }
    }
    return false;
  }

  private static Proposal proposal(NetworkSample network, OutputSample scores, Layout layout) {
    int channels = scores.shape().dim(layout == Layout.NCHW ? 1 : 3);
    boolean background = channels == 2 || channels == VOC;
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "pixel-scores");
    output.put("scores", scores.name());
    output.put("layout", layout == Layout.NCHW ? "nchw" : "nhwc");
    if (channels > 1) {
      output.put("background", background);
    }
    output.put("width", Math.min(network.input().width(), PixelScores.MAX_SIDE));
    output.put("height", Math.min(network.input().height(), PixelScores.MAX_SIDE));
    output.put("grid", "half-pixel");
    if (channels == 1) {
      output.put("threshold", 0.5);
      output.put("activation", scores.isScores() ? "none" : "sigmoid");
    }
    boolean selfie = isSelfie(network, channels);
    boolean text = isText(network, channels);
    int classes = background ? channels - 1 : channels;
    return new Proposal(
        selfie ? "selfie segmentation" : text ? "text detection by pixels (DB)" : "segmenter",
        Certainty.LIKELY,
        "its output has " + channels + " number(s) for each pixel",
        Task.SEGMENTATION,
        text ? withThreshold(output) : output,
        new Classes(classes, selfie ? "person" : text ? "text" : ""),
        Choice.NONE,
        convention(selfie, text));
  }

  /** MediaPipe's selfie networks have these sizes, pixels before channels, and one class. */
  private static boolean isSelfie(NetworkSample network, int channels) {
    PictureInput in = network.input();
    boolean size = in.width() == 256 && (in.height() == 256 || in.height() == 144);
    return channels <= 2 && size && in.layout() == Layout.NHWC;
  }

  private static boolean isText(NetworkSample network, int channels) {
    return channels == 1 && network.producer().contains("PaddlePaddle");
  }

  /** DB's usual threshold (Liao et al. 2020, Real-time Scene Text Detection, section 3.6). */
  private static Map<String, Object> withThreshold(Map<String, Object> output) {
    output.put("threshold", 0.3);
    return output;
  }

  private static @Nullable InputConvention convention(boolean selfie, boolean text) {
    if (selfie) {
      return InputConvention.UNIT.because("MediaPipe uses it for that network");
    }
    // PaddleOCR reads blue first and applies the numbers in the order of ImageNet's red first.
    return text
        ? InputConvention.IMAGENET.blueFirst().because("PaddleOCR is published for it")
        : null;
  }
}
