package io.manako.focus;

import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans the views of one camera's frames, from their pixels alone: crops where something moves, the
 * whole frame every few frames, and crops where something has stopped. The plan of a frame depends
 * on the camera's earlier frames and on nothing else, so it is the same in every batch and replay.
 */
public final class CameraFocus {
  /** Turns of the whole frame for which cells in which something moved are processed again. */
  static final int STOPPED_TURNS = 30;

  private final FocusOptions options;
  private @Nullable Background background;
  private byte[] stopped = new byte[0];
  private int sinceWhole;

  /** Creates the focus of a camera that has sent no frame. */
  public CameraFocus(FocusOptions options) {
    this.options = options;
  }

  /**
   * Returns whether crops at a detector's own scale are notably smaller than its camera's frames.
   * Otherwise it processes the whole frame wherever something moves.
   *
   * @param inputSide longer side of the detector's input in pixels, 1 or more
   * @param width width of the frames in pixels
   * @param height height of the frames in pixels
   */
  public static boolean cropsPay(int inputSide, int width, int height) {
    return new CropChooser(inputSide).pays(width, height);
  }

  /**
   * Learns the next frame of the camera and returns its views.
   *
   * @param inputSide longer side of the detector's input in pixels, 1 or more
   */
  public FrameViews next(Image image, int inputSide) {
    Background known = background;
    if (known == null || !known.fits(image)) {
      return begin(image);
    }
    MovingCells moving = known.learn(image);
    sinceWhole++;
    if (moving.everywhere()) {
      Arrays.fill(stopped, (byte) 0);
      return views(image, true, List.of(), moving);
    }
    boolean turn = sinceWhole >= options.wholeEvery();
    CropChooser chooser = new CropChooser(inputSide);
    List<Crop> crops =
        chooser.choose(cells(moving, turn), image.width(), image.height(), options.crops());
    note(moving, turn);
    boolean blind = !chooser.pays(image.width(), image.height()) && moving.count() > 0;
    boolean whole = turn || blind || crops.contains(Crop.of(image));
    return views(
        image, whole, crops.stream().filter(crop -> !crop.equals(Crop.of(image))).toList(), moving);
  }

  private FrameViews begin(Image image) {
    Background first = Background.of(image);
    background = first;
    MovingCells all = first.everywhere();
    stopped = new byte[all.moving().length];
    return views(image, true, List.of(), all);
  }

  private FrameViews views(Image image, boolean whole, List<Crop> crops, MovingCells moving) {
    if (whole) {
      sinceWhole = 0;
    }
    return new FrameViews(new Views(Crop.of(image), whole, crops), moving);
  }

  /** Cells that crops should cover: the moving ones and, in a turn, those that have stopped. */
  private MovingCells cells(MovingCells moving, boolean turn) {
    if (!turn) {
      return moving;
    }
    boolean[] wanted = moving.moving().clone();
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] |= stopped[i] > 0;
    }
    return new MovingCells(moving.side(), moving.columns(), wanted, false);
  }

  private void note(MovingCells moving, boolean turn) {
    for (int i = 0; i < stopped.length; i++) {
      if (moving.moving()[i]) {
        stopped[i] = STOPPED_TURNS;
      } else if (turn && stopped[i] > 0) {
        stopped[i]--;
      }
    }
  }

  /** Returns what a checkpoint keeps; null before the first frame. */
  public @Nullable FocusState state() {
    return background == null
        ? null
        : new FocusState(
            background.width(),
            background.height(),
            background.levels().clone(),
            stopped.clone(),
            background.frames(),
            sinceWhole);
  }

  /** Continues from a state. */
  public void restore(FocusState state) {
    background = Background.stored(state);
    stopped = state.stopped().clone();
    sinceWhole = state.sinceWhole();
  }
}
