package io.manako.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.image.Codec;
import io.manako.image.MalformedFrameException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Main class of the process that decodes. The process reads ranges of inputs (two longs: first
 * index, count) and answers each with its index and one byte. The parent therefore knows the input
 * in progress when it died, and takes nothing for an answer that native code or a dying JVM prints.
 * After a {@link Outcome#WRONG} follows a line with the reason.
 */
final class DecodingMain {
  /** Value in place of the first index, sent once, when the decoder is warm. */
  static final long READY = Long.MIN_VALUE;

  private final HostileInputs inputs;
  private final RecordDecoder decoder;
  private final DataOutputStream answers;

  private DecodingMain(HostileInputs inputs, RecordDecoder decoder, DataOutputStream answers) {
    this.inputs = inputs;
    this.decoder = decoder;
    this.answers = answers;
  }

  /**
   * Decodes.
   *
   * @param arguments the folder of seeds, the seed of the random numbers, the decoder's class
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    // Output of a library must not look like an answer.
    System.setOut(System.err);
    HostileInputs inputs = HostileInputs.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    RecordDecoder decoder =
        (RecordDecoder) Class.forName(arguments[2]).getDeclaredConstructor().newInstance();
    try (DataOutputStream answers =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
      DecodingMain process = new DecodingMain(inputs, decoder, answers);
      process.warmUp();
      process.serve(new DataInputStream(System.in));
    }
  }

  private void warmUp() throws IOException {
    for (SeedRecord whole : inputs.wholeRecords()) {
      decode(
          new HostileInput(HostileInput.Kind.PICTURE, whole.format(), Codec.NATIVE, whole.bytes()));
    }
    answers.writeLong(READY);
    answers.flush();
  }

  private void serve(DataInputStream ranges) throws IOException {
    while (true) {
      long first;
      try {
        first = ranges.readLong();
      } catch (EOFException parentIsDone) {
        return;
      }
      long end = first + ranges.readLong();
      for (long index = first; index < end; index++) {
        byte[] answer = decode(inputs.get(index));
        answers.writeLong(index);
        answers.write(answer);
        answers.flush();
      }
    }
  }

  /** Returns the answer to one input. */
  private byte[] decode(HostileInput input) {
    int[] frames = new int[1];
    try {
      decoder.decode(input, (image, index, pts) -> frames[0]++);
      return frames[0] > 0 ? answer(Outcome.DECODED) : wrong("decoded without a frame");
    } catch (MalformedFrameException e) {
      return frames[0] == 0 ? answer(Outcome.REFUSED) : wrong("refused after handing out frames");
    } catch (Throwable e) {
      // Even an Error is an answer here.
      StackTraceElement[] trace = e.getStackTrace();
      return wrong(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  private static byte[] answer(Outcome outcome) {
    return new byte[] {outcome.code()};
  }

  private static byte[] wrong(String what) {
    return ((char) Outcome.WRONG.code() + what.replace('\n', ' ') + "\n").getBytes(UTF_8);
  }
}
