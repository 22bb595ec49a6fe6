package io.manako.detect;

import io.manako.model.AnchorSource;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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

  private final ModelSpec spec;
  private final DetectorSettings settings;
  private final ScoreFilter filter;
  private final BoxReader boxReader;
  private final NonMaxSuppression suppression;
  private final Candidates candidates = new Candidates();
  private float[] scores = new float[0];
  private float[] boxes = new float[0];

  private Detector(
      ModelSpec spec, ScoreFilter filter, BoxReader boxReader, DetectorSettings settings) {
    this.spec = spec;
    this.settings = settings;
    this.filter = filter;
    this.boxReader = boxReader;
    this.suppression = new NonMaxSuppression(settings);
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
    ModelSpec spec = model.spec();
    if (spec.output() instanceof OutputSpec.Ssd ssd
        && ssd.anchors() instanceof AnchorSource.File file) {
      Anchors anchors = Anchors.read(model.folder(), file.name());
      ScoreFilter filter =
          new ScoreFilter(ssd.scoring().activation(), ssd.hasBackground(), settings);
      return new Detector(spec, filter, new SsdBoxes(anchors, ssd.coding().factors()), settings);
    }
    if (spec.output() instanceof OutputSpec.DecodedBoxes decoded) {
      ScoreFilter filter = new ScoreFilter(decoded.scoring().activation(), decoded.hasBackground(), settings);
      return new Detector(spec, filter, new CornerBoxes(), settings);
    }
    if (spec.output() instanceof OutputSpec.Centers centers) {
      ScoreFilter filter = new ScoreFilter(centers.activation(), false, settings);
      return new Detector(spec, filter, centerBoxes(spec, centers), settings);
    }
    throw new IllegalArgumentException(
        "model " + spec.name() + " gives no boxes; choose one whose task is detection");
  }

  private static CenterBoxes centerBoxes(ModelSpec spec, OutputSpec.Centers centers) {
    int width = spec.input().width();
    int columns = (width + centers.stride() - 1) / centers.stride();
    return new CenterBoxes(columns, centers.stride(), width, spec.input().height());
  }

  /**
   * Compares a network's outputs with each other and with the anchors, so that a mismatch is
   * reported when the model is opened and not with the first object.
   *
   * @param outputs shapes for one picture, in the order of {@link OutputSpec#names}
   * @throws IllegalArgumentException naming the output that does not fit
   */
  public void checkFit(List<Shape> outputs) {
    String boxes = spec.output().names().get(0);
    String scores = spec.output().names().get(1);
    int places = outputs.get(0).size() / 4;
    Shape scored = outputs.get(1);
    if (filter.firstColumn() >= scored.dim(-1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the output %s has %d class(es), all of them background; correct output.background",
              scores,
              scored.dim(-1)));
    }
    spec.requireLabelsFit(scored.dim(-1) - filter.firstColumn());
    if (scored.size() != places * scored.dim(-1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the output %s has %d boxes, but the output %s of shape %s has scores for %d places",
              boxes,
              places,
              scores,
              scored,
              scored.size() / scored.dim(-1)));
    }
    if (boxReader instanceof SsdBoxes ssd && ssd.anchors().size() != places) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "output.anchors has %d rows, but the output %s has %d boxes: each needs its anchor",
              ssd.anchors().size(),
              boxes,
              places));
    }
  }

  /**
   * Returns the objects in one picture of a batch.
   *
   * @param outputs boxes [N, places, 4] and scores [N, places, classes], or [N, rows, columns, …]
   *     of both, in the order of {@link OutputSpec#names}
   * @param n index of the picture in the batch
   * @param placement position of that picture in the input
   * @return objects sorted by score (falling), class id, x, y; boxes are clipped to the picture
   */
  public List<Detection> detect(List<Tensor> outputs, int n, Placement placement) {
    boxes = picture(outputs.get(0), n, boxes);
    scores = picture(outputs.get(1), n, scores);
    candidates.clear();
    int classes = outputs.get(1).shape().dim(-1);
    filter.select(scores, classes, candidates);
    if (boxReader instanceof CenterBoxes centers) {
      candidates.retain((row, column) -> centers.isPeak(scores, classes, row, column));
    }
    List<Detection> sorted = decode(candidates.sort(), placement);
    List<Detection> kept = suppression.select(sorted);
    kept.replaceAll(d -> clip(d, placement));
    kept.sort(ORDER);
    return kept;
  }

  /** Copies the numbers of one picture: array reads are faster than those of a direct buffer. */
  private static float[] picture(Tensor tensor, int n, float[] reused) {
    int size = tensor.shape().withBatch(1).size();
    float[] target = reused.length == size ? reused : new float[size];
    tensor.data().get(n * size, target);
    return target;
  }

  /**
   * Decodes boxes without clipping, because their overlaps are those of the network's own boxes.
   */
  private List<Detection> decode(int count, Placement placement) {
    List<Detection> decoded = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int classId = spec.firstClassId() + candidates.column(i) - filter.firstColumn();
      if (!settings.reports(classId)) {
        continue;
      }
      Box box = boxReader.read(boxes, candidates.row(i), placement);
      if (isVisible(box, placement)) {
        decoded.add(new Detection(classId, spec.label(classId), candidates.score(i), box));
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
