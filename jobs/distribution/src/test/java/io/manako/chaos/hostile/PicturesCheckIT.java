package io.manako.chaos.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import io.manako.image.Codec;
import io.manako.image.FrameFormat;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PicturesCheckIT {
  private static final int THROUGH_THE_JOB = 400;

  /** The last of them is the first bomb. */
  private static final int BROKEN_RUN = HostileInputs.BOMB_EVERY;

  @TempDir static Path folder;

  @Test
  void whateverBytesComeAFrameIsDecodedOrRefused() throws Exception {
    ChaosRuns.assertHolds(new PicturesCheck(), ChaosRuns.of(folder));
  }

  static List<List<Object>> defects() {
    return List.of(
        List.of(BrokenDecoders.Leaking.class, "processes that grew by over 200 MiB"),
        List.of(BrokenDecoders.Hanging.class, "inputs that took over 2 s"),
        List.of(BrokenDecoders.Crashing.class, "inputs that ended the process"),
        List.of(BrokenDecoders.Throwing.class, "inputs that threw anything else"));
  }

  @Tag("planted")
  @ParameterizedTest
  @MethodSource("defects")
  void aBrokenDecoderIsFoundByTheFigureOfItsDefect(List<Object> defect) throws Exception {
    Class<? extends RecordDecoder> broken =
        ((Class<?>) defect.get(0)).asSubclass(RecordDecoder.class);

    Report report = new PicturesCheck(broken, BROKEN_RUN, 1).run(ChaosRuns.shortly(folder));

    assertThat(report.broken())
        .as(report.toString())
        .extracting(Figure::name)
        .contains(figure(defect));
    assertThat(folder.resolve("inputs")).isNotEmptyDirectory();
  }

  private static String figure(List<Object> defect) {
    return (String) defect.get(1);
  }

  @Test
  void inTheJobEveryRefusalIsOneDeadLetterAndEveryFrameOneResult() throws Exception {
    List<byte[]> records = records();
    Map<Long, Integer> expected = decodedFrames(records);
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "hostile", 1);
      List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
      records.forEach(bytes -> frames.add(topics.frame("cam-0", frames.size(), bytes)));
      topics.produce(frames);
      JobOptions options = topics.options(Map.of("job.parallelism", "1"));

      long restarts =
          RigJob.run(
              options, new InferenceOperatorFactory(options.inference(), SquarePipeline::new));

      assertThat(restarts).isZero();
      assertThat(topics.read(topics.deadLetters))
          .extracting(letter -> RigTopics.header(letter, "vf-source"))
          .containsExactlyElementsOf(
              expected.entrySet().stream()
                  .filter(record -> record.getValue() == 0)
                  .map(record -> topics.frames + "/0/" + record.getKey())
                  .toList());
      assertThat(results(topics))
          .isEqualTo(
              expected.entrySet().stream()
                  .collect(
                      Collectors.toMap(Map.Entry::getKey, r -> (long) Math.max(r.getValue(), 1))));
    }
  }

  private static List<byte[]> records() throws IOException {
    Path seeds = folder.resolve("seeds");
    if (Files.notExists(seeds)) {
      HostileInputs.prepare(seeds);
    }
    HostileInputs inputs = HostileInputs.open(seeds, 1);
    List<byte[]> records = new ArrayList<>();
    for (int index = 0; index < THROUGH_THE_JOB; index++) {
      records.add(inputs.get(index).bytes());
    }
    return records;
  }

  /** By offset; 0 where the decoder by itself refuses. */
  private static Map<Long, Integer> decodedFrames(List<byte[]> records) {
    RecordDecoder decoder = new RecordDecoder.Genuine();
    Map<Long, Integer> decoded = new TreeMap<>();
    for (byte[] bytes : records) {
      int[] frames = new int[1];
      HostileInput input =
          new HostileInput(HostileInput.Kind.PICTURE, FrameFormat.JPEG, Codec.NATIVE, bytes);
      try {
        decoder.decode(input, (image, index, pts) -> frames[0]++);
      } catch (MalformedFrameException refused) {
        frames[0] = 0;
      }
      decoded.put((long) decoded.size(), frames[0]);
    }
    return decoded;
  }

  private static Map<Long, Long> results(RigTopics topics) throws IOException {
    return topics.results(topics.detections).stream()
        .map(ResultRecord::source)
        .collect(Collectors.groupingBy(source -> source.offset(), Collectors.counting()));
  }
}
