package io.manako.detect;

import io.manako.model.BoxFormat;
import io.manako.model.HeatMap;
import io.manako.model.InputSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Scoring;
import java.util.List;

/**
 * Peaks of a heat map and the sizes there (Zhou et al. 2019, Objects as Points, section 4).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record CenterFamily(OutputSpec.Centers spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    boolean transposed = spec.map().layout() == InputSpec.Layout.NCHW;
    Scoring scoring = new Scoring(spec.activation(), Scoring.Background.NONE);
    Cells cells = new Cells(input, List.of(spec.stride()), 1);
    OutputView scores = outputs.view(spec.scores(), transposed);
    OutputView sizes = outputs.view(spec.sizes(), transposed);
    cells.requireFit(List.of(scores));
    cells.requireFit(List.of(sizes));
    var fields =
        new DenseHead.Fields(
            boxes(outputs, sizes, cells),
            HeadChecks.scores(List.of(scores), scoring),
            null,
            CenterBoxes.of(spec, input),
            null);
    return new DenseHead(fields, scoring, settings);
  }

  private Table boxes(Outputs outputs, OutputView sizes, Cells cells) {
    HeatMap map = spec.map();
    if (map.offsets() == null) {
      HeadChecks.requireColumns(sizes, 4, "distances to the left, upper, right and lower edge");
      return Table.of(sizes, 0, 4);
    }
    OutputView offsets = outputs.view(map.offsets(), sizes.transposed());
    cells.requireFit(List.of(offsets));
    HeadChecks.requireColumns(sizes, 2, "width and height");
    HeadChecks.requireColumns(offsets, 2, "the offset of the centre");
    int x = map.format() == BoxFormat.CXCYWH ? 0 : 1;
    return new Table(4)
        .beside(offsets, x, 1, 0)
        .beside(offsets, 1 - x, 1, 1)
        .beside(sizes, x, 1, 2)
        .beside(sizes, 1 - x, 1, 3);
  }
}
