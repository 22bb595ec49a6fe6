package io.manako.cli;

import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.operator.FrameResult;
import java.nio.file.Path;
import java.util.List;

/** Reports the results of one file's frames, in order. */
interface Reporter {

  /** Returns the report of the next frame. */
  Report next(FrameResult result, Image picture);

  /** Returns JSON records that were not final before the end of the file. */
  default List<String> end() {
    return List.of();
  }

  /**
   * Report of a frame.
   *
   * @param records JSON, one per line
   * @param marks shapes to draw into the picture
   */
  record Report(List<String> records, List<Mark> marks) {}

  /** Makes a reporter for each file. */
  interface Factory {
    /**
     * Makes a reporter.
     *
     * @param framesPerSecond rate of the video, 0 for a picture
     */
    Reporter of(Path file, double framesPerSecond);
  }
}
