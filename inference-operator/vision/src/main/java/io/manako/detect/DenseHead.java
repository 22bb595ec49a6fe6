package io.manako.detect;

import io.manako.model.Scoring;
import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Head with a box and a score of each class for every place. */
final class DenseHead implements Head {
  private final Fields fields;
  private final Scoring scoring;
  private final ScoreFilter filter;
  private final ObjectnessFilter objectnessFilter;

  /**
   * Numbers of a head.
   *
   * @param boxes numbers of each box
   * @param scores numbers of the classes of each box
   * @param objectness number of an object of each box, or null
   * @param reader reader of the boxes
   * @param keypoints key points of each box, or null
   */
  record Fields(
      Table boxes,
      Table scores,
      @Nullable Table objectness,
      BoxReader reader,
      @Nullable KeypointReader keypoints) {}

  DenseHead(Fields fields, Scoring scoring, DetectorSettings settings) {
    this.fields = fields;
    this.scoring = scoring;
    this.filter = new ScoreFilter(scoring.activation(), scoring.background(), settings);
    this.objectnessFilter = new ObjectnessFilter(scoring, settings);
  }

  @Override
  public void load(List<Tensor> outputs, int n) {
    fields.boxes.load(outputs, n);
    fields.reader.load(outputs, n);
    fields.scores.load(outputs, n);
    if (fields.objectness != null) {
      fields.objectness.load(outputs, n);
    }
    if (fields.keypoints != null) {
      fields.keypoints.table().load(outputs, n);
    }
  }

  @Override
  public void select(Candidates candidates) {
    float[] scores = fields.scores.values();
    int columns = fields.scores.columns();
    if (fields.objectness == null) {
      filter.select(scores, columns, candidates);
    } else {
      objectnessFilter.select(fields.scores, fields.objectness, candidates);
    }
    if (fields.reader instanceof CenterBoxes centers) {
      candidates.retain((row, column) -> centers.isPeak(scores, columns, row, column));
    }
  }

  @Override
  public Box box(int row, Placement placement) {
    return fields.reader.read(fields.boxes.values(), row, placement);
  }

  @Override
  public List<Keypoint> keypoints(int row, Placement placement) {
    return fields.keypoints == null
        ? List.of()
        : fields.keypoints.read(row, fields.reader, placement);
  }

  @Override
  public int classes() {
    return fields.scores.columns() - scoring.background().columns();
  }

  @Override
  public int firstClass() {
    return scoring.background().firstClass();
  }

  @Override
  public boolean suppressesOwnClass() {
    return true;
  }
}
