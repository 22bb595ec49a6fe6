package io.manako.focus;

import java.util.Locale;

/**
 * State of a camera's focus, at most 8 KB.
 *
 * @param width width of the camera's frames in pixels
 * @param height height of the camera's frames in pixels
 * @param levels background, one sample of luma per block
 * @param stopped turns for which each cell is still processed after a movement, 0 … 30
 * @param backgroundFrames phase of the background's slow steps, 0 … 3
 * @param sinceWhole number of frames since the whole frame was processed, 0 … {@value
 *     FocusOptions#MOST_FRAMES}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the focus copies them
public record FocusState(
    int width, int height, byte[] levels, byte[] stopped, int backgroundFrames, int sinceWhole) {
  /** Largest length of an array of a state. */
  public static final int MOST_BYTES = SampleGrid.MOST;

  private static final int MOST_PIXELS = Integer.MAX_VALUE / 3;

  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException with a sentence, if they do not
   */
  public FocusState {
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw new IllegalArgumentException("no picture has " + width + "x" + height + " pixels");
    }
    SampleGrid grid = SampleGrid.of(width, height);
    if (levels.length != grid.samples() || stopped.length != grid.cells()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a picture of %dx%d pixels has %d samples in %d cells instead of %d in %d",
              width,
              height,
              grid.samples(),
              grid.cells(),
              levels.length,
              stopped.length));
    }
    require(backgroundFrames, Background.PAUSE - 1);
    require(sinceWhole, FocusOptions.MOST_FRAMES);
    for (byte turns : stopped) {
      require(turns, CameraFocus.STOPPED_TURNS);
    }
  }

  private static void require(int count, int most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(count + " is not in 0 to " + most);
    }
  }
}
