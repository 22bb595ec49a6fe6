package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.ChainedType;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.TestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ChainedTypeTest {

  @Test
  void framesAndResultsAreNeverGenericTypes() {
    assertThat(TypeInformation.of(FrameRecord.class)).isInstanceOf(ChainedType.class);
    assertThat(TypeInformation.of(FrameResult.class)).isInstanceOf(ChainedType.class);
  }

  @Test
  void aChainedJobRunsWithoutKryoAndWithoutCopies() throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<String> ids =
        results(frames(env)).map(r -> r.frame().frameId()).returns(String.class);

    assertThat(CollectionUtil.iteratorToList(ids.executeAndCollect()))
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "frame-" + i).toList());
  }

  @Test
  void aJobThatWouldSendFramesOverTheNetworkFailsWithASentence() {
    StreamExecutionEnvironment env = environment();
    DataStream<String> ids =
        results(frames(env).rebalance()).map(r -> r.frame().frameId()).returns(String.class);

    assertThatThrownBy(() -> CollectionUtil.iteratorToList(ids.executeAndCollect()))
        .hasStackTraceContaining("FrameRecord must stay in one operator chain");
  }

  private static StreamExecutionEnvironment environment() {
    Configuration config = new Configuration();
    config.set(PipelineOptions.GENERIC_TYPES, false);
    return StreamExecutionEnvironment.createLocalEnvironment(1, config);
  }

  private static DataStream<FrameRecord> frames(StreamExecutionEnvironment env) {
    return env.fromSequence(0, 99).map(ChainedTypeTest::frame).returns(FrameRecord.class);
  }

  private static DataStream<FrameResult> results(DataStream<FrameRecord> frames) {
    InferenceOperatorFactory factory =
        new InferenceOperatorFactory(TestOptions.batchesOf(8), given -> new FakePipeline());
    return frames.transform("inference", TypeInformation.of(FrameResult.class), factory);
  }

  private static FrameRecord frame(long sequence) {
    return FrameRecord.builder(
            "cam-1",
            "frame-" + sequence,
            new FrameRecord.Source("video.frames", 0, sequence),
            "picture".getBytes(StandardCharsets.UTF_8))
        .eventTime(Instant.ofEpochMilli(sequence))
        .build();
  }
}
