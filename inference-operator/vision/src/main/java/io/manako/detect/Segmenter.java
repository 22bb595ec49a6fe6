package io.manako.detect;

import io.manako.model.InputSpec;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec.PixelScores;
import io.manako.model.PixelThreshold;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes one mask for each class in the scores of a segmentation network: scores are blended
 * bilinearly to the masks' size, and every pixel belongs to its best class, or to the only class if
 * its score is at the threshold. A segmenter keeps its working memory between pictures, so it
 * serves one thread.
 */
public final class Segmenter {
  /** Order by share (falling), class id. */
  private static final Comparator<Segment> ORDER =
      Comparator.comparing(Segment::share, Comparator.reverseOrder())
          .thenComparing(Segment::classId);

  private final ModelSpec spec;
  private final PixelScores output;
  private final float minShare;

  /** Number that the best class of a pixel must exceed. */
  private final float floor;

  private float[] scores = new float[0];
  private float[] row = new float[0];

  private Segmenter(ModelSpec spec, PixelScores output, float minShare) {
    this.spec = spec;
    this.output = output;
    this.minShare = minShare;
    this.floor = floor(output.threshold());
  }

  /**
   * Creates the segmenter of a model.
   *
   * @param spec description of the model
   * @param minShare fraction of a picture's pixels, 0 … 1, below which a class is not reported
   * @throws IllegalArgumentException if the model is not a segmenter
   */
  public static Segmenter create(ModelSpec spec, float minShare) {
    if (spec.output() instanceof PixelScores pixels) {
      return new Segmenter(spec, pixels, minShare);
    }
    throw new IllegalArgumentException(
        "model " + spec.name() + " gives no pixel scores; choose one whose task is segmentation");
  }

  /**
   * Returns the greatest number below the raw number of a threshold, so that a pixel at the
   * threshold belongs to the class.
   */
  private static float floor(@Nullable PixelThreshold threshold) {
    if (threshold == null) {
      return Float.NEGATIVE_INFINITY;
    }
    float score = threshold.score();
    return Math.nextDown(
        threshold.sigmoid() ? (float) StrictMath.log(score / (1.0 - score)) : score);
  }

  /**
   * Compares the network's scores with the model's description and the labels.
   *
   * @param outputs shapes for one picture, in the order of {@link io.manako.model.OutputSpec#names}
   * @throws IllegalArgumentException if the number of channels does not go with the threshold or
   *     the background
   * @throws io.manako.model.ModelException if there are more labels than classes
   */
  public void checkFit(List<Shape> outputs) {
    int channels = Extents.of(outputs.get(0), output.layout()).classes;
    int classes = output.background() ? channels - 1 : channels;
    if (output.threshold() != null && channels != 1) {
      throw new IllegalArgumentException(
          ("the output %s of %s has shape %s, so %s channels, but output.threshold is for one:"
                  + " correct output.layout, or give output.background instead")
              .formatted(output.scores(), spec.name(), outputs.get(0), channels));
    }
    if (output.threshold() == null && (channels == 1 || classes < 1)) {
      throw new IllegalArgumentException(
          ("the output %s of %s has shape %s, so one channel, which every pixel would win: correct"
                  + " output.layout, or give output.threshold instead of output.background")
              .formatted(output.scores(), spec.name(), outputs.get(0)));
    }
    spec.requireLabelsFit(classes);
  }

  /**
   * Returns the classes of one picture of a batch.
   *
   * @param outputs scores [N, rows, columns, classes] or [N, classes, rows, columns]
   * @param n index of the picture in the batch
   * @param placement position of that picture in the input; the bars of a letterbox are in no mask
   * @return segments from largest to smallest, ties by class id; without the background and without
   *     pixels whose scores are not numbers
   */
  public List<Segment> segment(List<Tensor> outputs, int n, Placement placement) {
    Tensor tensor = outputs.get(0);
    Extents extents = Extents.of(tensor.shape(), output.layout());
    read(tensor, n, extents);
    ClassMap map = classMap(extents, Window.of(output, placement));
    ClassMap.Runs[] runs = map.runs(extents.classes);
    int first = output.background() ? 1 : 0;
    List<Segment> segments = new ArrayList<>();
    for (int column = first; column < runs.length; column++) {
      float share = (float) runs[column].pixels() / (map.height() * map.width());
      if (share > 0 && share >= minShare) {
        int classId = spec.firstClassId() + column - first;
        segments.add(new Segment(classId, spec.label(classId), share, runs[column].mask()));
      }
    }
    segments.sort(ORDER);
    return segments;
  }

  /** Extents of a picture's scores. */
  private record Extents(int rows, int columns, int classes) {
    static Extents of(Shape shape, InputSpec.Layout layout) {
      return layout == InputSpec.Layout.NHWC
          ? new Extents(shape.dim(1), shape.dim(2), shape.dim(3))
          : new Extents(shape.dim(2), shape.dim(3), shape.dim(1));
    }
  }

  /** Part of an input's mask that shows the picture. */
  private record Window(int left, int top, int width, int height) {
    static Window of(PixelScores output, Placement p) {
      int left = edge(-p.offsetX() / p.scaleX(), output.width());
      int top = edge(-p.offsetY() / p.scaleY(), output.height());
      int right = edge((p.width() - p.offsetX()) / p.scaleX(), output.width());
      int bottom = edge((p.height() - p.offsetY()) / p.scaleY(), output.height());
      int x = Math.min(left, output.width() - 1);
      int y = Math.min(top, output.height() - 1);
      return new Window(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
    }

    private static int edge(float fraction, int size) {
      return Math.max(0, Math.min(size, Math.round(fraction * size)));
    }
  }

  /** Copies the scores of one picture as [rows, columns, classes]. */
  private void read(Tensor tensor, int n, Extents e) {
    int size = e.rows * e.columns * e.classes;
    if (scores.length != size) {
      scores = new float[size];
      row = new float[e.columns * e.classes];
    }
    if (output.layout() == InputSpec.Layout.NHWC) {
      tensor.data().get(n * size, scores);
      return;
    }
    int pixels = e.rows * e.columns;
    for (int c = 0; c < e.classes; c++) {
      for (int i = 0; i < pixels; i++) {
        scores[i * e.classes + c] = tensor.data().get(n * size + c * pixels + i);
      }
    }
  }

  private ClassMap classMap(Extents e, Window w) {
    PixelGrid rows = PixelGrid.of(output.grid(), w.top, w.height, output.height(), e.rows);
    PixelGrid columns = PixelGrid.of(output.grid(), w.left, w.width, output.width(), e.columns);
    ClassMap map = new ClassMap(w.height, w.width);
    int length = e.columns * e.classes;
    for (int y = 0; y < w.height; y++) {
      int above = rows.before()[y] * length;
      int below = rows.behind()[y] * length;
      for (int i = 0; i < length; i++) {
        row[i] = blend(scores[above + i], scores[below + i], rows.weight()[y]);
      }
      for (int x = 0; x < w.width; x++) {
        int left = columns.before()[x] * e.classes;
        int right = columns.behind()[x] * e.classes;
        map.set(x, y, best(left, right, columns.weight()[x], e.classes));
      }
    }
    return map;
  }

  /**
   * Returns the best class of a pixel, or none below the threshold: ties go to the first one, and
   * scores that are not numbers never win.
   */
  private int best(int left, int right, float weight, int classes) {
    int best = ClassMap.NONE;
    float highest = floor;
    for (int c = 0; c < classes; c++) {
      float score = blend(row[left + c], row[right + c], weight);
      if (score > highest) {
        highest = score;
        best = c;
      }
    }
    return best;
  }

  private static float blend(float a, float b, float weight) {
    return weight == 0 ? a : a + (b - a) * weight;
  }
}
