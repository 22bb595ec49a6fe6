package io.manako.detect;

import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the raw outputs of a detection network to objects in original pixels. A detector keeps
 * its working memory between pictures, so it serves one thread.
 */
public final class Detector {
  /** Order by score (falling), class id, x, y. */
  static final Comparator<Detection> ORDER =
      Comparator.comparing(Detection::score, Comparator.reverseOrder())
          .thenComparing(Detection::classId)
          .thenComparing(d -> d.box().x())
          .thenComparing(d -> d.box().y());

  /** Order of findings: that of their detections. */
  static final Comparator<Finding> FINDINGS = Comparator.comparing(Finding::detection, ORDER);

  private final ModelSpec spec;
  private final DetectorSettings settings;
  private final HeadFamily family;
  private final Candidates candidates = new Candidates();
  private @Nullable Bound bound;

  /**
   * Head whose outputs are known.
   *
   * @param shapes shapes of the outputs for one picture
   * @param head the head
   * @param suppression suppression of the boxes of that head
   */
  private record Bound(List<Shape> shapes, Head head, NonMaxSuppression suppression) {}

  /** Box before suppression, not clipped. */
  private record Decoded(Detection detection, int row) {}

  private Detector(ModelSpec spec, HeadFamily family, DetectorSettings settings) {
    this.spec = spec;
    this.settings = settings;
    this.family = family;
  }

  /**
   * Creates the detector of a model.
   *
   * @param model the model
   * @param settings thresholds, which may differ from the model's own
   * @throws io.manako.model.ModelException if the anchors cannot be read
   * @throws IllegalArgumentException if the model is not a detector
   */
  public static Detector create(Model model, DetectorSettings settings) {
    return new Detector(model.spec(), HeadFamily.of(model, settings), settings);
  }

  /**
   * Compares a network's outputs with the model's description, with each other and with the
   * anchors, so that a mismatch is reported when the model is opened and not with the first object.
   *
   * @param outputs shapes for one picture, in the order of {@link OutputSpec#names}
   * @throws IllegalArgumentException naming the output that does not fit, its shape and what is
   *     needed
   */
  public void checkFit(List<Shape> outputs) {
    int classes = bind(outputs).head.classes();
    if (classes > 0) {
      spec.requireLabelsFit(classes);
    }
  }

  private Bound bind(List<Shape> shapes) {
    if (bound == null || !bound.shapes.equals(shapes)) {
      Head head = family.bind(new Outputs(spec.output().names(), shapes));
      bound = new Bound(shapes, head, new NonMaxSuppression(settings, head.suppressesOwnClass()));
    }
    return bound;
  }

  /**
   * Returns the objects in one picture of a batch.
   *
   * @param outputs outputs of the network, of the shapes that {@link OutputSpec} states, in the
   *     order of {@link OutputSpec#names}
   * @param n index of the picture in the batch
   * @param placement position of that picture in the input
   * @return objects sorted by score (falling), class id, x, y; boxes are clipped to the picture
   */
  public List<Detection> detect(List<Tensor> outputs, int n, Placement placement) {
    return find(outputs, n, placement).stream().map(Finding::detection).toList();
  }

  /**
   * Returns the objects in one picture of a batch with their key points.
   *
   * @param outputs outputs of the network, of the shapes that {@link OutputSpec} states, in the
   *     order of {@link OutputSpec#names}
   * @param n index of the picture in the batch
   * @param placement position of that picture in the input
   * @return objects sorted by score (falling), class id, x, y; boxes are clipped to the picture,
   *     key points are not
   */
  public List<Finding> find(List<Tensor> outputs, int n, Placement placement) {
    Bound current = bind(outputs.stream().map(t -> t.shape().withBatch(1)).toList());
    Head head = current.head;
    head.load(outputs, n);
    candidates.clear();
    head.select(candidates);
    List<Decoded> sorted = decode(head, candidates.sort(), placement);
    List<Finding> kept = new ArrayList<>();
    for (int i : current.suppression.select(sorted.stream().map(Decoded::detection).toList())) {
      Decoded decoded = sorted.get(i);
      kept.add(
          new Finding(clip(decoded.detection, placement), head.keypoints(decoded.row, placement)));
    }
    kept.sort(FINDINGS);
    return kept;
  }

  /**
   * Decodes boxes without clipping, because their overlaps are those of the network's own boxes.
   */
  private List<Decoded> decode(Head head, int count, Placement placement) {
    List<Decoded> decoded = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int classId = spec.firstClassId() + candidates.column(i) - head.firstClass();
      if (!settings.reports(classId)) {
        continue;
      }
      Box box = head.box(candidates.row(i), placement);
      if (isVisible(box, placement)) {
        Detection detection = new Detection(classId, spec.label(classId), candidates.score(i), box);
        decoded.add(new Decoded(detection, candidates.row(i)));
      }
    }
    return decoded;
  }

  /** Whether a box shows in the picture; false for every box with a NaN or an infinite side. */
  private static boolean isVisible(Box box, Placement placement) {
    return box.width() > 0
        && box.height() > 0
        && box.area() < Float.POSITIVE_INFINITY
        && box.x() < placement.width()
        && box.y() < placement.height()
        && box.right() > 0
        && box.bottom() > 0;
  }

  private static Detection clip(Detection d, Placement placement) {
    float left = Math.max(d.box().x(), 0);
    float top = Math.max(d.box().y(), 0);
    float right = Math.min(d.box().right(), placement.width());
    float bottom = Math.min(d.box().bottom(), placement.height());
    Box box = new Box(left, top, right - left, bottom - top);
    return new Detection(d.classId(), d.label(), d.score(), box);
  }
}
