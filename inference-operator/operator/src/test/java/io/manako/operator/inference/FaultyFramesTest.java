package io.manako.operator.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.EngineException;
import io.manako.image.DecoderUnavailableException;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.FrameTracer;
import io.manako.operator.TestOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frame causes comes back with it after every restart, so it must not fail the task. */
@Timeout(600)
class FaultyFramesTest {
  private static final int FRAMES = 4;

  private final FakePipeline pipeline = new FakePipeline();

  /** Throws in a step of the records that read {@code bad}, or of the pictures made of them. */
  private static final class Faulty extends ForwardingPipeline {
    private final String step;
    private final Supplier<? extends Throwable> fault;

    Faulty(FramePipeline whole, String step, Supplier<? extends Throwable> fault) {
      super(whole);
      this.step = step;
      this.fault = fault;
    }

    @Override
    public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
      boolean bad = new String(frame.bytes(), UTF_8).equals("bad");
      if (!bad) {
        super.decode(frame, sink);
        return;
      }
      failIn("first pass");
      for (int i = 0; i < FRAMES; i++) {
        if (i == 2) {
          failIn("second pass");
        }
        sink.accept(BAD, i, i * 40_000_000L);
      }
    }

    private void failIn(String here) {
      if (step.equals(here)) {
        throw Faulty.<RuntimeException>unchecked(fault.get());
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws errors too
    private static <E extends Throwable> E unchecked(Throwable fault) throws E {
      throw (E) fault;
    }

    @Override
    public PictureBatch newBatch() {
      return new ForwardingBatch(super.newBatch()) {
        private int bad;

        @Override
        public void put(int n, Image image) {
          if (image == BAD) {
            failIn("preprocessing");
            bad |= 1 << n;
          }
          super.put(n, image);
        }

        @Override
        public Answers run(int count) {
          if ((bad & ((1 << count) - 1)) != 0) {
            failIn("inference");
          }
          return super.run(count);
        }

        @Override
        public Answers runAlone(int n) {
          if ((bad & 1 << n) != 0) {
            failIn("inference");
          }
          return super.runAlone(n);
        }

        @Override
        public void clear() {
          bad = 0;
          super.clear();
        }
      };
    }
  }

  private static final Image BAD = new Image(5, 5, new byte[75]);

  static Stream<Supplier<Throwable>> faultsOfFrames() {
    return Stream.of(
        () -> new ArithmeticException("/ by zero"),
        () -> new EngineException("the shapes do not fit"),
        StackOverflowError::new);
  }

  static Stream<Supplier<Throwable>> faultsOfTheMachine() {
    return Stream.of(
        () -> new OutOfMemoryError("Java heap space"),
        () -> new NoClassDefFoundError("org/bytedeco/opencv"),
        () -> new DecoderUnavailableException("no process", new IOException("no memory")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfFrames")
  void aDecoderThatThrowsIsOneDecodeErrorBetweenItsNeighbours(Supplier<Throwable> fault)
      throws Exception {
    List<FrameResult> results = results(new Faulty(pipeline, "first pass", fault));

    assertThat(results)
        .extracting(FrameResult::status)
        .containsExactly(FrameStatus.OK, FrameStatus.DECODE_ERROR, FrameStatus.OK);
    assertThat(failure(results.get(1)).stage()).isEqualTo("decode");
    assertThat(failure(results.get(1)).reason())
        .startsWith("the decoder fails on this record: " + fault.get().getClass().getName());
  }

  @ParameterizedTest
  @MethodSource("faultsOfFrames")
  void aDecoderThatThrowsBetweenTwoFramesEndsTheRestOfItsRecordAsOneDecodeError(
      Supplier<Throwable> fault) throws Exception {
    List<FrameResult> results = results(new Faulty(pipeline, "second pass", fault));

    assertThat(results)
        .extracting(FrameResult::status)
        .containsExactly(
            FrameStatus.OK,
            FrameStatus.OK,
            FrameStatus.OK,
            FrameStatus.DECODE_ERROR,
            FrameStatus.OK);
    assertThat(results)
        .extracting(FrameResult::frameId)
        .containsExactly("cam-1/0/0", "cam-1/0/1", "cam-1/0/1/1", "cam-1/0/1/2", "cam-1/0/2");
    assertThat(results).extracting(FrameResult::eventTime).isSorted();
    assertThat(failure(results.get(3)).reason())
        .endsWith("it was refused after 2 of its frames had been taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessing", "inference"})
  void aRecordWhoseEveryFrameThrowsEndsAsSoManyInferenceErrors(String step) throws Exception {
    for (Supplier<Throwable> fault : faultsOfFrames().toList()) {
      List<FrameResult> results = results(new Faulty(new FakePipeline(), step, fault));

      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(
              FrameStatus.OK,
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.OK);
      assertThat(failure(results.get(1)).error()).isEqualTo(fault.get().getClass().getName());
    }
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheMachine")
  void whatNoFrameIsToBlameForFailsTheTask(Supplier<Throwable> fault) {
    assertThatThrownBy(() -> results(new Faulty(pipeline, "first pass", fault)))
        .isInstanceOf(fault.get().getClass());
    assertThatThrownBy(() -> results(new Faulty(pipeline, "second pass", fault)))
        .isInstanceOf(fault.get().getClass());
    Throwable thrown = fault.get();
    if (thrown instanceof Error) {
      assertThatThrownBy(() -> results(new Faulty(pipeline, "inference", fault)))
          .hasStackTraceContaining(String.valueOf(thrown.getMessage()));
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsAnErrorOfItsFrameAlone() throws Exception {
    InferenceOperatorFactory factory =
        OperatorHarness.factory(TestOptions.batchesOf(3), pipeline, true);
    factory.checkWith(
        result -> {
          if (result.status() == FrameStatus.EMPTY) {
            throw new IllegalStateException("no digits for it");
          }
        });
    try (OperatorHarness harness = OperatorHarness.opened(factory)) {
      List<FrameResult> results =
          harness.feed("picture").feed("nothing").feed("picture").results(3);

      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(FrameStatus.OK, FrameStatus.INFERENCE_ERROR, FrameStatus.OK);
      assertThat(failure(results.get(1)).reason())
          .isEqualTo(
              "the result cannot be written: java.lang.IllegalStateException: no digits for it");
      assertThat(pipeline.reruns).isEmpty();
    }
  }

  @Test
  void aTraceThatFailsCostsNoFrame() throws Exception {
    InferenceOperatorFactory factory =
        OperatorHarness.factory(TestOptions.batchesOf(2), pipeline, true);
    factory.traceWith(
        () ->
            new FrameTracer() {
              @Override
              public void ended(FrameResult result) {
                throw new IllegalStateException("no span for " + result.frameId());
              }

              @Override
              public void close() {}
            });
    try (OperatorHarness harness = OperatorHarness.opened(factory)) {
      assertThat(harness.feed("picture", 2).feed("garbage").results(3)).hasSize(3);
    }
  }

  /** Of a good picture, a bad record and a good picture, in batches of three. */
  private static List<FrameResult> results(FramePipeline faulty) throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(3), faulty)) {
      harness.feed("picture").feed("bad").feed("picture");
      harness.flink.endInput();
      return harness.results();
    }
  }

  private static FrameResult.Failure failure(FrameResult result) {
    return Objects.requireNonNull(result.failure());
  }
}
