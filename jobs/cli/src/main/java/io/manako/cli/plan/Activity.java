package io.manako.cli.plan;

import io.manako.cli.measure.FrameSize;
import io.manako.focus.CameraFocus;
import io.manako.focus.FocusOptions;
import io.manako.operator.options.FocusConfigOptions;
import java.util.Map;

/** Movement in front of the cameras, from which the runs of a focused detector follow. */
sealed interface Activity {
  /** Options of the focus that a plan assumes: the defaults. */
  FocusOptions FOCUS =
      new FocusOptions(
          FocusConfigOptions.CROPS.defaultValue(),
          FocusConfigOptions.WHOLE_EVERY.defaultValue(),
          FocusConfigOptions.CARRY_FOR.defaultValue());

  /**
   * Returns the runs of a detector per frame, above 0.
   *
   * @param inputSide longer side of the detector's input in pixels
   */
  double runs(int inputSide);

  /** Returns the origin of the figure, as part of a sentence. */
  String text();

  /**
   * Activity that somebody assumes. Every frame with movement takes all crops, so the runs are
   * rather too many than too few.
   *
   * @param share share of the frames in which something moves, 0 … 1
   * @param frame size of the frames
   */
  record Assumed(double share, FrameSize frame) implements Activity {
    public Assumed {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "--activity is %s %%; it must be 0 to 100".formatted(PlanReport.number(100 * share)));
      }
    }

    @Override
    public double runs(int inputSide) {
      double whole = 1.0 / FOCUS.wholeEvery();
      return CameraFocus.cropsPay(inputSide, frame.width(), frame.height())
          ? whole + share * FOCUS.crops()
          : whole + share * (1 - whole);
    }

    @Override
    public String text() {
      return "something moves in %s %% of the frames".formatted(PlanReport.number(100 * share));
    }
  }

  /**
   * Activity that was measured on a video.
   *
   * @param text the video and its frames, in words
   * @param runs runs per frame by the longer side of a detector's input
   */
  record Measured(String text, Map<Integer, Double> runs) implements Activity {
    public Measured {
      runs = Map.copyOf(runs);
    }

    @Override
    public double runs(int inputSide) {
      Double known = runs.get(inputSide);
      if (known == null) {
        throw new IllegalArgumentException("no runs were measured for inputs of " + inputSide);
      }
      return known;
    }
  }
}
