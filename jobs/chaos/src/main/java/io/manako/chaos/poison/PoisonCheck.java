package io.manako.chaos.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends frames that kill the process to a job that is restarted from its checkpoint each time. The
 * job has a process of its own; the broker is in this one.
 */
public final class PoisonCheck implements ChaosCheck {
  static final String STARTS = "starts until the job was through";
  private static final int CAMERAS = 4;
  private static final int PARTITIONS = 2;

  private final boolean remembers;

  /** Checks the product. */
  public PoisonCheck() {
    this(true);
  }

  /** Checks a job that may not remember the frames that it was decoding. */
  PoisonCheck(boolean remembers) {
    this.remembers = remembers;
  }

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String promise() {
    return "A frame that kills the process twice is a dead letter on the third start, and no other"
        + " frame is lost or doubled.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    int frames = run.length().of(200, 2_000);
    Poison poison = poison(run.length().of(1, 4), frames);
    int kills = 2 * poison.frames().size();
    Report report = new Report();
    try (EmbeddedKafka broker = EmbeddedKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      RigTopics topics = new RigTopics(broker, "poison", PARTITIONS);
      FrameLedger ledger = produce(topics, frames);
      GroupProgress progress = new GroupProgress(admin, topics.frames, ledger.size());
      JobStarts job = new JobStarts(run, settings(run, topics), poison, progress);
      JobStarts.Course course = job.startUntilEnd(kills + 2);
      report
          .note("frames that kill", poison.frames().size())
          .exactly("processes that crashed", kills, course.crashed())
          .exactly(STARTS, kills + 1, course.starts());
      if (course.finished()) {
        count(report, topics, ledger, poison);
      }
    }
    double nanos = RecordingCost.nanos(run.folder().resolve("cost"));
    return report.note("price of remembering, ns per frame", nanos);
  }

  /** Spreads poison over cameras and, for each, over its frames. */
  private static Poison poison(int count, int frames) {
    return new Poison(
        IntStream.range(0, count)
            .mapToObj(i -> new Poison.Place("cam-" + i % CAMERAS, (i + 1L) * frames / (count + 1)))
            .toList());
  }

  private static FrameLedger produce(RigTopics topics, int frames) throws Exception {
    FrameLedger ledger = new FrameLedger();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 0; sequence < frames; sequence++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        String id = "cam-" + camera;
        ledger.sent(id, sequence);
        records.add(topics.frame(id, sequence, SquareScene.jpeg(camera, sequence)));
      }
    }
    topics.produce(records);
    return ledger;
  }

  private Map<String, String> settings(ChaosRun run, RigTopics topics) {
    Map<String, String> more = new HashMap<>();
    String memory = run.folder().resolve("crash-memory").toString();
    more.put("decode.crash-memory", remembers ? memory : "off");
    // A bounded source that is restored from a checkpoint in another process never ends.
    more.put("source.bounded", "false");
    more.put("job.parallelism", Integer.toString(PARTITIONS));
    more.put("flink.execution.checkpointing.dir", JobStarts.checkpoints(run).toUri().toString());
    more.put(
        "flink.execution.checkpointing.externalized-checkpoint-retention",
        "RETAIN_ON_CANCELLATION");
    return topics.settings(more);
  }

  private static void count(Report report, RigTopics topics, FrameLedger ledger, Poison poison)
      throws Exception {
    List<ResultRecord> results = topics.results(topics.detections);
    report.tally("detections", ledger.check(results));
    report.exactly(
        "records with status decode_error",
        poison.frames().size(),
        results.stream().filter(result -> result.status().equals("decode_error")).count());
    List<String> letters =
        topics.read(topics.deadLetters).stream().map(PoisonCheck::place).toList();
    long expected =
        letters.stream()
            .distinct()
            .filter(List.of(poison.toString().split(",", -1))::contains)
            .count();
    report
        .exactly("poison in the dead letters", poison.frames().size(), expected)
        .exactly("dead letters", poison.frames().size(), letters.size());
  }

  /** Returns camera and sequence of a dead letter, with its error if it is another one. */
  private static String place(ConsumerRecord<byte[], byte[]> letter) {
    String place = new String(letter.key(), UTF_8) + "/" + RigTopics.header(letter, "ce_sequence");
    String error = RigTopics.header(letter, "vf-error");
    return error.equals("PoisonFrame") ? place : place + " " + error;
  }
}
