package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.kafka.KafkaOptions;
import io.manako.cli.kafka.TopicReader;
import io.manako.local.terminal.CommandException;
import io.manako.model.TextFile;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tracks to measure, from a file in MOTChallenge's format, a file of the job's records, or a topic.
 */
final class MeasuredTracks {
  /** Names that Kafka accepts for a topic and that do not look like a file's. */
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]+(?<!\\.(txt|jsonl?|csv))");

  @Option(
      names = "--tracks",
      paramLabel = "TOPIC|FILE",
      required = true,
      description = {
        "Tracks to measure: a file of MOTChallenge lines, a file of records of video.tracks, one",
        "per line, or such a topic. The frame of a record is its sequence + 1."
      })
  private String tracks = "";

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "For records: the camera to measure; needed if they are of several cameras.")
  private @Nullable String camera;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      defaultValue = "person",
      description = "For records: the class of objects to measure (default: ${DEFAULT-VALUE}).")
  private String label = "person";

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  /**
   * Reads the tracks.
   *
   * @throws CommandException with a sentence if they cannot be read or are of several cameras
   */
  MotSequence read() throws IOException, InterruptedException {
    Path file = Path.of(tracks);
    if (Files.exists(file)) {
      List<String> lines = TextFile.lines(file);
      return holdRecords(lines) ? records(lines) : MotPath.read(file);
    }
    if (!TOPIC.matcher(tracks).matches()) {
      throw new NoSuchFileException(tracks);
    }
    kafka.requireTopics(0, List.of(tracks));
    TrackRecords records = new TrackRecords(label);
    new TopicReader(kafka).read(tracks, records::add);
    return records.of(camera);
  }

  private MotSequence records(List<String> lines) {
    TrackRecords records = new TrackRecords(label);
    lines.stream().filter(l -> !l.isBlank()).forEach(l -> records.add(l.getBytes(UTF_8)));
    return records.of(camera);
  }

  private static boolean holdRecords(List<String> lines) {
    return !lines.isEmpty() && lines.get(0).stripLeading().startsWith("{");
  }
}
