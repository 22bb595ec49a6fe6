package io.manako.intake;

import io.manako.graph.OnnxSummary;
import io.manako.graph.OnnxSummary.Port;
import io.manako.model.InputSpec.Layout;
import io.manako.model.ModelException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the input that takes the picture, and its size. */
final class PictureInputs {
  /** Side of a network whose file leaves it open: the usual one of detectors. */
  static final int USUAL_SIDE = 640;

  private static final int MOST_BATCH = 256;
  private static final List<Long> CHANNELS = List.of(1L, 3L, 4L);
  private static final List<String> TYPES = List.of("float", "uint8");

  private final OnnxSummary summary;
  private final Map<String, String> settings;

  PictureInputs(OnnxSummary summary, Map<String, String> settings) {
    this.summary = summary;
    this.settings = settings;
  }

  /**
   * Returns the first input that can be a picture.
   *
   * @throws ModelException with all inputs, if none can be
   */
  PictureInput find() {
    for (Port port : summary.inputs()) {
      List<Long> d = port.extents();
      if (d.size() == 4 && TYPES.contains(port.type()) && CHANNELS.contains(d.get(1))) {
        return input(port, Layout.NCHW);
      }
      if (d.size() == 4 && TYPES.contains(port.type()) && CHANNELS.contains(d.get(3))) {
        return input(port, Layout.NHWC);
      }
    }
    throw new ModelException(
        "no input can be a picture, which has four extents, 1, 3 or 4 channels and the type float32"
            + " or uint8; the network has "
            + ports(summary.inputs()));
  }

  private PictureInput input(Port port, Layout layout) {
    List<Long> d = port.extents();
    boolean rows = layout == Layout.NHWC;
    long channels = d.get(rows ? 3 : 1);
    long height = d.get(rows ? 1 : 2);
    long width = d.get(rows ? 2 : 3);
    return new PictureInput(
        port.name(),
        port.type(),
        layout,
        (int) Math.max(1, Math.min(port.extents().get(0), MOST_BATCH)),
        (int) channels,
        side("input.width", width, 1),
        side("input.height", height, 0));
  }

  private int side(String key, long fixed, int noted) {
    if (settings.containsKey(key)) {
      return given(key, settings.get(key));
    }
    if (fixed > 0) {
      return (int) Math.min(fixed, Integer.MAX_VALUE);
    }
    List<Integer> size = ExporterNotes.of(summary.metadata()).size();
    return size.size() == 2 ? size.get(noted) : USUAL_SIDE;
  }

  private static int given(String key, String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new ModelException(
          "--set %s=%s must be a whole number of pixels from 1 to 99999".formatted(key, text));
    }
    return Integer.parseInt(text);
  }

  /** Whether neither the file nor the user says how large the input is. */
  boolean isOpen(PictureInput input) {
    Port port =
        summary.inputs().stream().filter(p -> p.name().equals(input.name())).findFirst().get();
    boolean open = port.extents().stream().skip(1).anyMatch(d -> d == OnnxSummary.OPEN || d == 0);
    boolean noted = ExporterNotes.of(summary.metadata()).size().size() == 2;
    return open && !noted && !settings.containsKey("input.width");
  }

  static String ports(List<Port> ports) {
    return ports.stream()
        .map(
            p ->
                String.format(Locale.ROOT, "%s of type %s %s", p.name(), p.type(), p.extents())
                    .replace("-1", "N"))
        .collect(Collectors.joining(", "));
  }
}
