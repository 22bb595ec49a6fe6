package io.manako.cli;

import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.operator.FrameResult;
import java.nio.file.Path;
import java.util.List;

/** Says what was seen in the frames of one file, in their order. */
interface Reporter {

  /** What is said of the next frame. */
  Report next(FrameResult result, Image picture);

  /** Records, JSON, of what only the file's end made sure. */
  default List<String> end() {
    return List.of();
  }

  /**
   * What is said of a frame.
   *
   * @param records JSON, one a line
   * @param marks to draw into it
   */
  record Report(List<String> records, List<Mark> marks) {}

  /** Makes a reporter for each file. */
  interface Factory {
    /**
     * A reporter that has seen nothing yet.
     *
     * @param framesPerSecond of a video, 0 for a picture
     */
    Reporter of(Path file, double framesPerSecond);
  }
}
