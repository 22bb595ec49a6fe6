package io.manako.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Text of {@code summary.md}.
 *
 * @param result result of the demo
 * @param tally counts of tracks and events
 * @param video video that was replayed
 * @param model name of the detector
 * @param platform versions in one line
 */
record Summary(DemoResult result, Tally tally, String video, String model, String platform) {

  /** Returns the page as Markdown. */
  String markdown() {
    return String.join(
        "\n",
        "# What the demo saw",
        "",
        "Video `%s`, detector `%s`, exactly-once through Kafka and Flink.".formatted(video, model),
        "",
        "![Contact sheet](contact-sheet.png)",
        "",
        "## Frame ledger",
        "",
        ledger(),
        "## Tracks, zones and lines",
        "",
        people(),
        tally.markdown(),
        "A track that begins inside the picture continues an object of its class that was lost",
        "near by, up to 15 seconds earlier. The zones and lines are in `scenes.yaml`.",
        "",
        "## Boxes",
        "",
        objects(),
        "## Speed",
        "",
        speed(),
        "## Where the time goes",
        "",
        stages(),
        "## Where to look next",
        "",
        "- `annotated.mp4`: the first camera's frames with the objects drawn into them.",
        "- `detections.jsonl`, `tracks.jsonl`, `events.jsonl`: every record of the topics",
        "  `video.detections`, `video.tracks` and `video.events`, one per line.",
        "- `config/schemas/` describes the records, `docs/options.md` every option of the job.",
        "- `./manako run -b HOST:PORT` runs the same job against your own Kafka.",
        "",
        platform,
        "");
  }

  private String people() {
    List<String> lines = tally.cameraLines();
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private String ledger() {
    Set<String> statuses = new TreeSet<>();
    Map<String, Long> sent = result.ledger().sentByCamera();
    sent.keySet().forEach(camera -> statuses.addAll(result.ledger().outcomesOf(camera).keySet()));
    StringBuilder table = new StringBuilder("| camera | in | ");
    table.append(String.join(" | ", statuses)).append(" | in = out |\n|---|---:|");
    table.append("---:|".repeat(statuses.size())).append("---|\n");
    sent.forEach(
        (camera, frames) -> {
          Map<String, Long> outcomes = result.ledger().outcomesOf(camera);
          table.append("| ").append(camera).append(" | ").append(frames).append(" | ");
          statuses.forEach(s -> table.append(outcomes.getOrDefault(s, 0L)).append(" | "));
          long out = outcomes.values().stream().mapToLong(Long::longValue).sum();
          table.append(out == frames ? "yes" : "**no**").append(" |\n");
        });
    return table + "\nDead letters: " + result.ledger().deadLetters() + ".\n";
  }

  private String objects() {
    StringBuilder table = new StringBuilder("| class | boxes in all frames |\n|---|---:|\n");
    result
        .ledger()
        .objects()
        .forEach(
            (label, count) ->
                table.append(String.format(Locale.ROOT, "| %s | %d |\n", label, count)));
    return table.toString();
  }

  /** Explains what limited the speed: the cameras, or the machine. */
  private String limit() {
    return result.keptUp()
        ? """
         (the cameras' own pace, not the limit; for that:
        `./manako bench pipeline`).\
        """
        : String.format(
            Locale.ROOT,
            """
            . The cameras sent %.1f, which is more than
            this machine carried, so frames waited; `--cameras 1` asks for less.\
            """,
            result.wanted());
  }

  private String speed() {
    Ledger ledger = result.ledger();
    return String.format(
        Locale.ROOT,
        """
        %d frames in %.1f s: %.1f frames per second%s

        | from the capture of a frame | p50 | p99 |
        |---|---:|---:|
        | until the job has written its result | %d ms | %d ms |
        | until a reader of committed records has it | %d ms | %d ms |

        Exactly-once results become readable at the next checkpoint, every second here. With
        `-D delivery.guarantee=at-least-once` they are readable as soon as they are written.
        """,
        ledger.out(),
        result.took().toMillis() / 1000.0,
        result.framesPerSecond(),
        limit(),
        ledger.writeLatency(0.5).toMillis(),
        ledger.writeLatency(0.99).toMillis(),
        ledger.latency(0.5).toMillis(),
        ledger.latency(0.99).toMillis());
  }

  private String stages() {
    StringBuilder table = new StringBuilder("| stage | mean |\n|---|---:|\n");
    result
        .stages()
        .means()
        .forEach(
            (stage, millis) ->
                table.append(String.format(Locale.ROOT, "| %s | %.1f ms |\n", stage, millis)));
    table.append(
        String.format(
            Locale.ROOT,
            "\nA frame ran in a batch of %.1f on average.\n",
            result.stages().meanBatch()));
    return table.toString();
  }
}
