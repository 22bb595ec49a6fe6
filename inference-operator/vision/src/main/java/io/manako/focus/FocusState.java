package io.manako.focus;

/**
 * State of a camera's focus, at most 8 KB.
 *
 * @param width width of the camera's frames in pixels
 * @param height height of the camera's frames in pixels
 * @param levels background, one sample of luma per block
 * @param stopped for each cell the turns for which it is still processed after a movement
 * @param backgroundFrames phase of the background's slow steps
 * @param sinceWhole number of frames since the whole frame was processed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the focus copies them
public record FocusState(
    int width, int height, byte[] levels, byte[] stopped, int backgroundFrames, int sinceWhole) {
  /** Largest length of an array of a state. */
  public static final int MOST_BYTES = SampleGrid.MOST;
}
