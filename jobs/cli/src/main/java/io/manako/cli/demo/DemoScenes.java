package io.manako.cli.demo;

import io.manako.track.scene.Scene;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Zones and lines of the demo's cameras.
 *
 * @param file file for the job
 * @param byCamera scenes of that file
 */
record DemoScenes(Path file, Map<String, Scene> byCamera) {
  private static final String FILE = "scenes.yaml";
  private static final String FIRST = "- camera_id: cam-1";

  /** Line for a video without a description: upwards through the middle. */
  private static final String MIDDLE_LINE =
      FIRST
          + """

            lines:
              - id: middle
                from: [0.5, 1]
                to: [0.5, 0]
          """;

  /**
   * Finds the file that the options name; without one, writes a file: for the sample video its zone
   * and line, for any other video a line through the middle.
   */
  static DemoScenes find(DemoOptions options, DemoFootage footage) throws IOException {
    String named = options.settings().get("tracking.scenes");
    Path file = named == null ? options.output().resolve(FILE) : Path.of(named);
    if (named == null) {
      String first = footage.isSample() ? SampleScene.yaml() : MIDDLE_LINE;
      Files.writeString(file, forCameras(first, options.cameras()));
    }
    return new DemoScenes(file, SceneReader.read(file));
  }

  /** Returns a camera's zones and lines. */
  Scene of(String camera) {
    return byCamera.getOrDefault(camera, Scene.EMPTY);
  }

  private static String forCameras(String first, int cameras) {
    StringBuilder all = new StringBuilder(first);
    String entry = first.substring(first.indexOf(FIRST));
    for (int i = 2; i <= cameras; i++) {
      all.append(entry.replace(FIRST, "- camera_id: cam-" + i));
    }
    return all.toString();
  }
}
