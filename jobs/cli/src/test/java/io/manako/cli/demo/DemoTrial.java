package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.files.Home;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import io.manako.testkit.footage.Footage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A demo of the sample video that has run.
 *
 * @param complete whether every frame was accounted for
 * @param screen what it printed
 */
record DemoTrial(boolean complete, String screen) {
  /** Runs the demo with all its real parts; the test is skipped where the video is missing. */
  static DemoTrial run(int cameras, long frames, Path output) throws Exception {
    Path cache = Home.folder().resolve("videos");
    Footage.fetch();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StopSignal stop = StopSignal.install();
    try {
      DemoOptions options = new DemoOptions(null, cameras, frames, output, cache, -1, 0, Map.of());
      Screen plain = new Screen(new PrintStream(bytes, true, UTF_8), false, 100);
      boolean complete = new Demo(options, plain, stop).run("test");
      return new DemoTrial(complete, bytes.toString(UTF_8));
    } finally {
      stop.finished();
    }
  }
}
