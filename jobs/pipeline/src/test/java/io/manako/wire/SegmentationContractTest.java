package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentationContractTest {
  private static final SegmentationContract SEGMENTATIONS = new SegmentationContract();
  private static final FrameResult DOG =
      Samples.withSegments(List.of(new Segment(12, "dog", 0.25f, new RunLengthMask(2, 4, "224"))));

  @Test
  void aSegmentationsRecordEndsInTheseBytes() {
    String json = new String(SEGMENTATIONS.value(DOG), UTF_8);
    assertThat(json)
        .startsWith("{\"schema\":\"video.segmentations/1\",\"frame_id\":\"cam-1/0/000042\",")
        .endsWith(
            """
            "status":"ok","status_reason":null,"segments":[\
            {"class_id":12,"label":"dog","share":0.250000,\
            "mask":{"size":[2,4],"counts":"224"}}]}""");
  }

  @Test
  void aRecordReadsBackAsItWasWritten() throws IOException {
    ResultRecord record = ResultRecord.parse(SEGMENTATIONS.value(DOG));
    assertThat(record.segments())
        .singleElement()
        .satisfies(s -> assertThat(s.label()).isEqualTo("dog"))
        .satisfies(s -> assertThat(s.share()).isEqualTo(0.25f))
        .satisfies(
            s ->
                assertThat(s.mask().toRunLengths().decode())
                    .isEqualTo(DOG.segments().get(0).mask().decode()));
  }

  @Test
  void aFrameThatIsAllBackgroundIsEmptyThoughOtherModelsFoundSomething() throws IOException {
    FrameResult result = Samples.withObjects(List.of());
    ResultRecord record = ResultRecord.parse(SEGMENTATIONS.value(result));
    assertThat(record.status()).isEqualTo("empty");
    assertThat(record.segments()).isEmpty();
  }

  @Test
  void everyOutcomeFitsTheSchema() throws IOException {
    List<FrameResult> outcomes =
        List.of(
            DOG,
            Samples.empty(),
            Samples.failed(FrameStatus.DECODE_ERROR, "decode"),
            Samples.failed(FrameStatus.INFERENCE_ERROR, "inference"),
            Samples.failed(FrameStatus.SKIPPED, "policy"));
    for (FrameResult outcome : outcomes) {
      byte[] json = SEGMENTATIONS.value(outcome);
      assertThat(SerializersTest.violations("video.segmentations-1", json)).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesAMaskWithoutASize() throws IOException {
    String json = new String(SEGMENTATIONS.value(DOG), UTF_8).replace("\"size\":[2,4],", "");
    assertThat(SerializersTest.violations("video.segmentations-1", json.getBytes(UTF_8)))
        .isNotEmpty();
  }
}
