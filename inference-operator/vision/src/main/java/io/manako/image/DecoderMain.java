package io.manako.image;

import io.manako.image.DecoderReply.Request;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.SynchronousQueue;

/**
 * Main class of a decoder's process. The process decodes what arrives at standard input and answers
 * at standard output. Because the end of the input means that the job is gone, the process ends
 * then, even while it decodes.
 */
public final class DecoderMain {
  private static final int BUFFER = 64 << 10;

  /** Black picture of 1×1 pixels (BMP) whose decoding loads the libraries. */
  private static final byte[] SMALLEST = smallest();

  private DecoderMain() {}

  /**
   * Serves requests until the input ends.
   *
   * @param arguments the codec, then the limits
   */
  public static void main(String[] arguments) throws Exception {
    Codec codec = Codec.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    serve(new FrameDecoder(limits(arguments), codec));
  }

  static DecodeLimits limits(String[] arguments) {
    return DecodeLimits.ofArguments(List.of(arguments).subList(1, arguments.length));
  }

  /** Serves requests with a decoder until the input ends. */
  static void serve(Decoder decoder) throws Exception {
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
    // Output of a library must not be mistaken for an answer.
    System.setOut(System.err);
    offerToTheKernel();
    SynchronousQueue<Request> requests = new SynchronousQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    warmUp(decoder);
    out.writeByte(DecoderReply.READY);
    out.flush();
    while (true) {
      answer(requests.take(), decoder, out);
    }
  }

  /** Tells the kernel to kill this process before the job if memory is short. */
  private static void offerToTheKernel() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
    } catch (IOException notLinux) {
      return;
    }
  }

  private static void read(SynchronousQueue<Request> requests) {
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
      while (true) {
        requests.put(DecoderReply.readRequest(in));
      }
    } catch (EOFException jobIsGone) {
      Runtime.getRuntime().halt(0);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static void warmUp(Decoder decoder) {
    try {
      decoder.decode(SMALLEST, "image/bmp", (image, index, pts) -> {});
      decoder.decode(new byte[] {0, 0, 1, 0}, "video/h264", (image, index, pts) -> {});
    } catch (MalformedFrameException expected) {
      // The second record is not a video.
      return;
    }
  }

  private static void answer(Request request, Decoder decoder, DataOutputStream out)
      throws IOException {
    try {
      decoder.decode(
          request.bytes(),
          request.contentType(),
          (image, index, pts) -> write(out, new DecoderReply.Frame(image, index, pts)));
      out.writeByte(DecoderReply.END);
    } catch (MalformedFrameException e) {
      DecoderReply.writeRefusal(out, String.valueOf(e.getMessage()));
    }
    out.flush();
  }

  private static void write(DataOutputStream out, DecoderReply.Frame frame) {
    try {
      DecoderReply.writeFrame(out, frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] smallest() {
    byte[] bmp = new byte[58];
    bmp[0] = 'B';
    bmp[1] = 'M';
    bmp[2] = 58;
    bmp[10] = 54;
    bmp[14] = 40;
    bmp[18] = 1;
    bmp[22] = 1;
    bmp[26] = 1;
    bmp[28] = 24;
    bmp[34] = 4;
    return bmp;
  }
}
