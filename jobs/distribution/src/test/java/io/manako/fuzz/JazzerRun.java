package io.manako.fuzz;

import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jazzer in a JVM of its own, guided by the coverage of our classes. An exception that the fuzzer
 * lets through, an input that takes over 25 seconds (the first one loads and rewrites the classes,
 * on a machine that others use too), a heap over 512 MiB and a process over 2 GiB are findings.
 */
final class JazzerRun {
  /** Jazzer's exit code of a finding. */
  static final int FINDING = 77;

  private static final Pattern RUNS = Pattern.compile("#(\\d+)\\s+DONE\\s+(?:cov: (\\d+))?");
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration SHORT = Duration.ofSeconds(30);

  /** They look for what our parsers do not do: queries, commands, scripts, sockets. */
  private static final String SANITIZERS =
      Stream.of(
              "BigDecimal",
              "ClojureLangHooks",
              "Deserialization",
              "ExpressionLanguageInjection",
              "FilePathTraversal",
              "LdapInjection",
              "NamingContextLookup",
              "OsCommandInjection",
              "ReflectiveCall",
              "RegexInjection",
              "RegexRoadblocks",
              "ScriptEngineInjection",
              "ServerSideRequestForgery",
              "SqlInjection",
              "TemplateInjection",
              "UnsafeSanitizer",
              "XPathInjection",
              "XmlParserSsrfGuidance")
          .map("com.code_intelligence.jazzer.sanitizers."::concat)
          .collect(Collectors.joining(":"));

  /**
   * What came of it.
   *
   * @param exitCode 0 if nothing was found
   * @param runs inputs tried, 0 if it found something
   * @param coverage branches of our classes that were taken
   * @param log what it said
   */
  record Result(int exitCode, long runs, int coverage, String log) {}

  private final String fuzzer;
  private final @Nullable Path seeds;
  private final Path folder;

  /**
   * A run to be.
   *
   * @param fuzzer name of its class
   * @param seeds folder of inputs to start from, not written
   * @param folder for new inputs and findings
   */
  JazzerRun(String fuzzer, @Nullable Path seeds, Path folder) {
    this.fuzzer = fuzzer;
    this.seeds = seeds;
    this.folder = folder;
  }

  Result run(Duration time) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus").toAbsolutePath());
    Path log = folder.resolve("log.txt");
    ChildJvm.Launch launch =
        ChildJvm.Launch.of("com.code_intelligence.jazzer.Jazzer", arguments(time, corpus))
            .with(options(time));
    Process process =
        launch.builder().redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("Jazzer does not end: " + Files.readString(log));
      }
      return result(process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> options(Duration time) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-ea:io.manako...", "-Xmx512m", "-XX:+UseSerialGC"));
    if (time.compareTo(SHORT) < 0) {
      // Jazzer's own start would take the optimising compiler longer than such a run.
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.add("-XX:+EnableDynamicAgentLoading");
    return options;
  }

  private List<String> arguments(Duration time, Path corpus) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--target_class=" + fuzzer);
    arguments.add("--instrumentation_includes=io.manako.**");
    // Hooks into the libraries' classes take a hundredfold from the inputs a second.
    arguments.add("--custom_hook_includes=io.manako.**");
    arguments.add("--disabled_hooks=" + SANITIZERS);
    arguments.add("--reproducer_path=" + folder.toAbsolutePath());
    arguments.add("-artifact_prefix=" + folder.toAbsolutePath() + "/");
    // The first input also loads and instruments the classes, which takes long on a busy machine.
    // The limit on memory is that of the heap: libFuzzer's own reads the process's peak, which on
    // Linux starts with that of the JVM that started the process.
    arguments.addAll(List.of("-timeout=300", "-rss_limit_mb=0", "-max_len=16384"));
    arguments.add("-seed=" + Long.getLong("manako.fuzz.seed", 1));
    arguments.add("-max_total_time=" + time.toSeconds());
    arguments.add(corpus.toString());
    if (seeds != null) {
      arguments.add(seeds.toAbsolutePath().toString());
    }
    return arguments;
  }

  private static Result result(int exitCode, String log) {
    Matcher runs = RUNS.matcher(log);
    if (!runs.find()) {
      return new Result(exitCode, 0, 0, log);
    }
    int coverage = runs.group(2) == null ? 0 : Integer.parseInt(runs.group(2));
    return new Result(exitCode, Long.parseLong(runs.group(1)), coverage, log);
  }
}
