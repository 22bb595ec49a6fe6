package io.manako.detect;

import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Head with a box, a score and a label for each object. */
final class FinalHead implements Head {
  /** Labels from here on are no class: floats count whole numbers up to here. */
  private static final float MOST_LABELS = 1 << 24;

  private final Fields fields;
  private final int firstLabel;
  private final BoxReader reader;
  private final float threshold;

  /**
   * Numbers of a head.
   *
   * @param boxes four numbers of each box
   * @param scores score of each box
   * @param labels number of the class of each box
   * @param count number of boxes that count, or null for all
   * @param keypoints key points of each box, or null
   */
  record Fields(
      Table boxes,
      Table scores,
      Table labels,
      @Nullable Table count,
      @Nullable KeypointReader keypoints) {}

  FinalHead(Fields fields, int firstLabel, BoxReader reader, DetectorSettings settings) {
    this.fields = fields;
    this.firstLabel = firstLabel;
    this.reader = reader;
    this.threshold = settings.scoreThreshold();
  }

  @Override
  public void load(List<Tensor> outputs, int n) {
    fields.boxes.load(outputs, n);
    fields.scores.load(outputs, n);
    fields.labels.load(outputs, n);
    if (fields.count != null) {
      fields.count.load(outputs, n);
    }
    if (fields.keypoints != null) {
      fields.keypoints.table().load(outputs, n);
    }
  }

  @Override
  public void select(Candidates candidates) {
    int rows = fields.scores.rows();
    for (int row = 0; row < rows && !isBehindCount(row); row++) {
      float score = fields.scores.values()[row];
      float label = fields.labels.values()[row] - firstLabel;
      if (ScoreFilter.passes(score, threshold) && label >= 0 && label < MOST_LABELS) {
        candidates.add(row, Math.round(label), Math.min(score, 1));
      }
    }
  }

  private boolean isBehindCount(int row) {
    return fields.count != null && row >= fields.count.values()[0];
  }

  @Override
  public Box box(int row, Placement placement) {
    return reader.read(fields.boxes.values(), row, placement);
  }

  @Override
  public List<Keypoint> keypoints(int row, Placement placement) {
    return fields.keypoints == null ? List.of() : fields.keypoints.read(row, reader, placement);
  }

  @Override
  public int classes() {
    return 0;
  }

  @Override
  public int firstClass() {
    return 0;
  }

  @Override
  public boolean suppressesOwnClass() {
    return false;
  }
}
