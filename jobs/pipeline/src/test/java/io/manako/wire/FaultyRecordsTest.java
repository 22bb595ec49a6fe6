package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record that makes its reader or its writer throw becomes a dead letter. */
class FaultyRecordsTest {
  /** A record whose headers make whoever looks at them throw. */
  private static ConsumerRecord<byte[], byte[]> faulty(Throwable fault) {
    return new ConsumerRecord<>("frames", 3, 17, "cam".getBytes(UTF_8), new byte[] {1, 2}) {
      @Override
      public Headers headers() {
        throw FaultyRecordsTest.<RuntimeException>unchecked(fault);
      }
    };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws errors too
  private static <E extends Throwable> E unchecked(Throwable fault) throws E {
    throw (E) fault;
  }

  @Test
  void aFrameRecordWhoseReadingThrowsIsRejectedWithItsBytesAndItsPlace() {
    for (Throwable fault : List.of(new ArithmeticException("overflow"), new StackOverflowError())) {
      FrameRecord frame = read(faulty(fault));

      assertThat(frame.rejection()).isEqualTo("The record cannot be read: " + fault);
      assertThat(frame.frameId()).isEqualTo("frames/3/17");
      assertThat(frame.bytes()).containsExactly(1, 2);
      assertThat(frame.original().key()).asString().isEqualTo("cam");
    }
  }

  @Test
  void anErrorOfTheMachineIsNoRejection() {
    assertThatThrownBy(() -> read(faulty(new OutOfMemoryError("Java heap space"))))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static FrameRecord read(ConsumerRecord<byte[], byte[]> record) {
    List<FrameRecord> frames = new ArrayList<>();
    new FrameDeserializer()
        .deserialize(
            record,
            new Collector<>() {
              @Override
              public void collect(FrameRecord frame) {
                frames.add(frame);
              }

              @Override
              public void close() {}
            });
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  @Test
  void aControlRecordNestedDeeperThanTheReaderGoesIsRejected() {
    byte[] nested = "[".repeat(50_000).getBytes(UTF_8);
    ControlRecord control =
        new ControlDeserializer(Set.of())
            .read(new ConsumerRecord<>("control", 0, 0, "cam".getBytes(UTF_8), nested));

    assertThat(control.rejection()).isNotBlank();
  }

  @Test
  void aResultThatCannotBeWrittenIsFoundBeforeItIsWritten() {
    WritableResults check = new WritableResults();
    check.check(Samples.empty());
    check.check(Samples.withObjects(List.of(new Classified(1, List.of()))));
    FrameResult broken = Samples.withObjects(List.of(new Classified(2, List.of())));

    assertThatThrownBy(() -> check.check(broken)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Cannot write {@code bad}. */
  private static final class Fussy implements TopicSerializer<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        String element, KafkaSinkContext context, @Nullable Long timestamp) {
      if (element.equals("bad")) {
        throw new IllegalStateException("no such letter");
      }
      return new ProducerRecord<>("events", element.getBytes(UTF_8));
    }

    @Override
    public String topic() {
      return "events";
    }
  }

  @Test
  void aRecordThatCannotBeWrittenIsALetterInItsPlace() {
    FailsafeSerializer<String> serializer = new FailsafeSerializer<>(new Fussy(), "dead");

    assertThat(serializer.serialize("good", null, 5L)).extracting("topic").isEqualTo("events");
    ProducerRecord<byte[], byte[]> letter = serializer.serialize("bad", null, 5L);
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.timestamp()).isEqualTo(5);
    assertThat(header(letter, "vf-stage")).isEqualTo("serialization");
    assertThat(header(letter, "vf-error")).isEqualTo("java.lang.IllegalStateException");
    assertThat(header(letter, "vf-reason"))
        .isEqualTo(
            "Fussy cannot write a record (java.lang.IllegalStateException: no such letter): bad");
    assertThat(serializer.getKafkaDatasetFacet()).isPresent();
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
