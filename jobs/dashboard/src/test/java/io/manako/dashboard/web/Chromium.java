package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.local.files.Folders;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, with one tab. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String ANNOUNCEMENT = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final DevTools tools;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.tools = new DevTools(address, this::hear);
    ObjectNode blank = DevTools.parameters().put("url", "about:blank");
    String target = tools.call(null, "Target.createTarget", blank).path("targetId").asText();
    ObjectNode attach = DevTools.parameters().put("targetId", target).put("flatten", true);
    this.session = tools.call(null, "Target.attachToTarget", attach).path("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", DevTools.parameters());
    }
  }

  /**
   * Starts the machine's Chromium. Where there is none the test is skipped, except where {@code CI}
   * is set: there it fails.
   */
  static Chromium start() throws IOException {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      String sentence =
          "there is no Chromium on the PATH to look at the page with; on Debian: apt-get install chromium";
      if (System.getenv("CI") != null) {
        throw new IOException(sentence);
      }
      assumeTrue(false, "skipped: " + sentence);
    }
    Path profile = Files.createTempDirectory("manako-chromium-");
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Chromium(process, profile, address(process));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Optional<Path> find() {
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      NAMES.forEach(name -> candidates.add(Path.of(folder, name)));
    }
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }

  /** Chromium says where it listens; what it says later is thrown away. */
  private static URI address(Process process) throws IOException {
    BufferedReader lines = process.errorReader(UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(ANNOUNCEMENT)) {
        Thread drain = new Thread(() -> lines.lines().forEach(later -> {}), "chromium-errors");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(ANNOUNCEMENT.length()).strip());
      }
      said.append(line).append('\n');
    }
    throw new IOException("Chromium does not start:\n" + said);
  }

  private void hear(String event, JsonNode parameters) {
    if (event.equals("Runtime.exceptionThrown")) {
      complaints.add(parameters.path("exceptionDetails").toString());
    } else if (event.equals("Log.entryAdded")
        && parameters.path("entry").path("level").asText().equals("error")) {
      complaints.add(parameters.path("entry").path("text").asText());
    }
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return tools.call(session, method, parameters);
  }

  void open(String url) {
    call("Page.navigate", DevTools.parameters().put("url", url));
  }

  /** Sets the window's size in CSS pixels, and whether the user likes it dark. */
  void look(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        DevTools.parameters()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
    ObjectNode media = DevTools.parameters();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
  }

  /** The value of a JavaScript expression; a promise is waited for. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            DevTools.parameters()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** What is seen now, as PNG. */
  byte[] screenshot() {
    ObjectNode png = DevTools.parameters().put("format", "png");
    String data = call("Page.captureScreenshot", png).path("data").asText();
    return Base64.getDecoder().decode(data);
  }

  /** Exceptions of scripts and what the content policy has refused, so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() throws IOException {
    tools.close();
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    for (ProcessHandle member : family) {
      try {
        member.onExit().get(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        member.destroyForcibly();
      }
    }
    Folders.delete(profile);
  }
}
