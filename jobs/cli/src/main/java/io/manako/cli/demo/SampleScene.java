package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.track.scene.Scene;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.io.InputStream;

/** Zone and line of the sample video. */
public final class SampleScene {
  private static final String FILE = "demo-scene.yaml";

  private SampleScene() {}

  /** Returns the zone and the line. */
  public static Scene read() throws IOException {
    return SceneReader.parse(yaml()).values().iterator().next();
  }

  /** Returns the file's text, which describes one camera. */
  static String yaml() throws IOException {
    try (InputStream in = SampleScene.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is missing in the jar; build it again");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
