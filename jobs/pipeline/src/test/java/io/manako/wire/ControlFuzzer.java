package io.manako.wire;

import io.manako.model.Task;
import io.manako.operator.ModelSlot;
import io.manako.wire.ModelOffers.Offer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Control records: the key, a line break, the value; no value without a line break. */
public final class ControlFuzzer {
  private static final ControlReader READER =
      new ControlReader(
          Set.of("cam-1"),
          new ModelOffers(
              Map.of("quick", new Offer("2", Task.DETECTION, "npm:quick@2.0.0")),
              Set.of(ModelSlot.DETECTOR)));

  private ControlFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    byte[] key = Arrays.copyOf(input, end);
    byte[] value = end == input.length ? null : Arrays.copyOfRange(input, end + 1, input.length);
    try {
      READER.read(new ConsumerRecord<>("video.control", 0, 0, key, value));
    } catch (IllegalArgumentException refused) {
      // As documented.
      assert refused.getMessage() != null;
    }
  }
}
