package io.manako.operator.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.fuzz.Draws;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelRefusal;
import io.manako.operator.models.ModelRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * The operator that swaps models in Flink's harness, with pipelines that decode words: pictures,
 * videos, garbage and poison of any times, numbers and clocks, changes of models, some of which
 * fail, and restarts in between.
 */
public final class OperatorFuzzer {
  private static final int MOST_STEPS = 64;

  private OperatorFuzzer() {}

  /** Called by Jazzer; whatever it throws is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    require(
        run(input, true).equals(run(input, false)),
        "the same input gave another output, with or without its restarts");
  }

  private static List<String> run(byte[] input, boolean restarts) throws Exception {
    try (Run run = new Run(new Draws(input), restarts)) {
      return run.outputs();
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** One way through the choices. */
  private static final class Run implements AutoCloseable {
    private final Draws draws;
    private final boolean restarts;
    private final int batchSize;
    private final CountedPipeline pipelines = new CountedPipeline();
    private final List<ModelChange> changes = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private SwapHarness harness;
    private long frames;
    private int expected;

    Run(Draws draws, boolean restarts) throws Exception {
      this.draws = draws;
      this.restarts = restarts;
      batchSize = 1 + draws.below(4);
      harness = SwapHarness.restored(pipelines, batchSize, List.of(), null);
    }

    List<String> outputs() throws Exception {
      for (int step = 0; step < MOST_STEPS && draws.hasMore(); step++) {
        switch (draws.below(8)) {
          case 0, 1 -> swap();
          case 2 -> restart(step);
          default -> feed(word());
        }
      }
      harness.flink.endInput();
      collect();
      require(outputs.size() == expected, expected + " frames have " + outputs.size());
      return outputs;
    }

    /**
     * An engine that fails on all frames of a batch of several is broken, and the task must end.
     */
    private String word() {
      String word = draws.of("picture", "nothing", "gop 3", "garbage", "gop 40", "poison");
      return word.equals("poison") && batchSize > 1 ? "picture" : word;
    }

    private void swap() throws Exception {
      ModelRole role = draws.of(ModelRole.PRIMARY, ModelRole.PRIMARY, ModelRole.SHADOW);
      @Nullable String model =
          draws.of("first", "second", "third", "missing", "broken", "other", null);
      ModelChange.Origin origin =
          new ModelChange.Origin(
              new FrameRecord.Source("video.control", 0, changes.size()),
              draws.time(),
              "{}".getBytes(UTF_8),
              new FrameRecord.Original("detector".getBytes(UTF_8), List.of()));
      ModelChange change =
          new ModelChange(
              ModelSlot.DETECTOR,
              role,
              model == null ? null : CountedPipeline.model(model),
              draws.time(),
              origin);
      changes.add(change);
      harness.send(change);
    }

    private void restart(int step) throws Exception {
      if (restarts) {
        var state = harness.checkpoint(1 + step);
        collect();
        harness.close();
        // The topic is read anew.
        harness = SwapHarness.restored(pipelines, batchSize, List.copyOf(changes), state);
      }
    }

    private void feed(String word) throws Exception {
      boolean rejected = draws.below(16) == 15;
      String camera = draws.of("cam", "other", "third");
      boolean video = word.startsWith("gop");
      Instant time = draws.time();
      long number = frames++;
      FrameRecord frame =
          FrameRecord.builder(
                  camera,
                  camera + "/" + number,
                  new FrameRecord.Source("video.frames", 0, number),
                  word.getBytes(UTF_8))
              .stream(draws.of("0", "1"), draws.below(4) == 0 ? draws.count() : number)
              .eventTime(time)
              .ptsNanos(draws.below(4) > 0 ? null : Long.valueOf(draws.number() / 2))
              .contentType(video ? "video/mp4" : null)
              .rejection(rejected ? "The record breaks the contract." : null)
              .build();
      expected += video && !rejected ? Integer.parseInt(word.substring(4)) : 1;
      harness.flink.processElement(new StreamRecord<>(frame, time.toEpochMilli()));
    }

    private void collect() {
      for (StreamRecord<? extends FrameResult> record :
          harness.flink.extractOutputStreamRecords()) {
        FrameResult result = record.getValue();
        outputs.add(
            "%s %s %s %s %s %s"
                .formatted(
                    result.frameId(),
                    result.eventTime(),
                    result.ptsNanos(),
                    result.status(),
                    result.models().detector(),
                    result.detections()));
      }
      for (ModelRefusal refusal : harness.refusals()) {
        require(!refusal.reason().isBlank(), "a refusal says nothing");
      }
    }

    @Override
    public void close() throws Exception {
      harness.close();
      require(pipelines.open.get() == 0, pipelines.open + " models stay open");
    }
  }
}
