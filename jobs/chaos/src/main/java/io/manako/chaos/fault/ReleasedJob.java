package io.manako.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Job whose savepoint every release keeps, and its input. When the job is stopped, it has cameras
 * under way with tracks, a zone, a line and counts, cameras that are sampled, and a change of a
 * model and one of a line whose time has not come. The state is in the one file {@code _metadata}.
 *
 * <p>A savepoint names topics, partitions, offsets and ids of transactions. Therefore the topics
 * here always have the same names and the same records in the same order, which gives the frames
 * their former offsets. The job is stopped when it has been idle for some checkpoints, so that no
 * transaction of the old broker remains to be committed.
 */
final class ReleasedJob {
  /** First sequence that the stopped job has not seen. */
  static final int STOP = 60;

  /** Sequence behind the last. */
  static final int END = 120;

  private static final String NAME = "released";
  private static final String NEW_MODEL = "centernet-mobilenet-v3-coco";
  private static final int PARTITIONS = 2;
  private static final int SWAP_AT = 80;
  private static final int LINE_AT = 90;
  private static final int CAMERAS = 3;

  private static final String SCENES =
      """
      - camera_id: cam-0
        lines:
          - {id: middle, from: [0.5, 0], to: [0.5, 1]}
      - camera_id: cam-1
        zones:
          - {id: left, polygon: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]}
      """;

  final RigTopics topics;
  private final EmbeddedKafka broker;
  private final Path scenes;

  ReleasedJob(EmbeddedKafka broker, Path folder) throws IOException {
    this.broker = broker;
    this.topics = new RigTopics(broker, NAME, PARTITIONS);
    this.scenes = Files.writeString(folder.resolve("scenes.yaml"), SCENES);
    broker.createTopics(PARTITIONS, NAME + ".segmentations", NAME + ".shadow", "later.control");
  }

  static String segmentations() {
    return NAME + ".segmentations";
  }

  /**
   * Returns the topics that a run writes to; the run that was stopped and continues has the same
   * name.
   */
  OutputTopics output(String run) {
    return OutputTopics.create(broker, run, PARTITIONS);
  }

  OutputTopics output() {
    return output(NAME);
  }

  /** Sends the frames before the stop. */
  void sendFirstHalf() throws Exception {
    send(0, STOP);
    topics.produce(List.of(topics.frame("broken-0", 0, "no picture".getBytes(UTF_8))));
  }

  /** Sends the frames after the stop. */
  void sendSecondHalf() throws Exception {
    send(STOP, END);
  }

  /**
   * Sends frames. Where one frame of two is skipped, both are alike, so that the square does not
   * leap.
   */
  private void send(int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        byte[] jpeg = SquareScene.jpeg(camera, sequence / 2);
        records.add(topics.frame("cam-" + camera, sequence, jpeg));
      }
    }
    topics.produce(records);
  }

  /** Publishes the two changes to come. */
  void publishChanges(String control) throws Exception {
    topics.produce(
        List.of(
            control(
                control,
                "detector",
                """
                {"slot":"detector","role":"primary","model":"%s","version":"1",\
                "sha256":"%s","activate_at":"%s"}"""
                    .formatted(NEW_MODEL, ReleasedPipeline.sha256(NEW_MODEL), time(SWAP_AT))),
            control(
                control,
                "cam-0",
                """
                {"camera_id":"cam-0","activate_at":"%s",\
                "lines":[{"id":"later","from":[0.25,0],"to":[0.25,1]}]}"""
                    .formatted(time(LINE_AT)))));
  }

  private static ProducerRecord<byte[], byte[]> control(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static Instant time(int sequence) {
    return Instant.ofEpochMilli(1_700_000_000_000L + sequence * 100L);
  }

  /** Starts the job with further settings. */
  RigJob start(OutputTopics output, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(output.settings());
    settings.put("job.parallelism", "2");
    settings.put("source.bounded", "false");
    settings.put("tracking.scenes", scenes.toString());
    settings.put("model-swap.enabled", "true");
    settings.put("overload.policy", "sample");
    settings.put("detector.focus", "off"); // as the released version, whose records are compared
    settings.put("classifier.mode", "frame");
    settings.put("segmenter.enabled", "true");
    settings.put("topics.segmentations", segmentations());
    settings.put("topics.detections-shadow", NAME + ".shadow");
    settings.put("flink.execution.checkpointing.data-inline-threshold", "1 mb");
    settings.putAll(more);
    JobOptions options = topics.options(settings);
    return RigJob.start(
        options, new InferenceOperatorFactory(options.inference(), ReleasedPipeline::open));
  }

  /**
   * Waits until records of all frames are committed.
   *
   * @param frames number of frames of all cameras together, the broken one included
   */
  void await(RigJob job, OutputTopics output, int frames) throws Exception {
    CommittedRecords.await(topics, job, output.tracks(), frames);
    CommittedRecords.await(topics, job, output.detections(), frames);
  }

  /** Returns the number of frames before the stop: the cameras' and one that cannot be read. */
  static int stoppedFrames() {
    return STOP * CAMERAS + 1;
  }

  /** Returns whether a result is by the model that was still to come at the stop. */
  static boolean isByNewModel(ResultRecord result) {
    return result.model() != null && result.model().name().equals(NEW_MODEL);
  }

  /** Returns the number of results by that model. */
  static int framesOfNewModel() {
    return (END - SWAP_AT) * CAMERAS;
  }

  /** Returns the number of frames after the stop. */
  static int laterFrames() {
    return (END - STOP) * CAMERAS;
  }
}
