package io.manako.cli.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.image.Codec;
import io.manako.image.MalformedFrameException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The process that decodes. It reads ranges of inputs (two longs: first index, count) and answers
 * with one byte an input, so that its parent knows which one was in work when it died. Behind a
 * {@link Outcome#WRONG} comes a line that says what was wrong.
 */
final class DecodingMain {
  /** Sent once, when the decoder is warm. */
  static final byte READY = '!';

  private final HostileInputs inputs;
  private final RecordDecoder decoder;
  private final FileOutputStream answers;

  private DecodingMain(HostileInputs inputs, RecordDecoder decoder, FileOutputStream answers) {
    this.inputs = inputs;
    this.decoder = decoder;
    this.answers = answers;
  }

  /** Arguments: the folder of seeds, the seed of the lot, the decoder's class. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    // What a library prints must not look like an answer.
    System.setOut(System.err);
    HostileInputs inputs = HostileInputs.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    RecordDecoder decoder =
        (RecordDecoder) Class.forName(arguments[2]).getDeclaredConstructor().newInstance();
    try (FileOutputStream answers = new FileOutputStream(FileDescriptor.out)) {
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
    answers.write(READY);
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
        answers.write(decode(inputs.get(index)));
      }
    }
  }

  /** The answer to one input. */
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
