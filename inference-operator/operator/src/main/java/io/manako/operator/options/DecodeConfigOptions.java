package io.manako.operator.options;

import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.Isolation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** The options of decoding: codec, limits, and protection from frames that crash the decoder. */
public final class DecodeConfigOptions {
  public static final String AUTO = "auto";
  public static final String OFF = "off";

  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<Codec> CODEC =
      GROUP
          .key("decode.codec")
          .enumType(Codec.class)
          .defaultValue(Codec.NATIVE)
          .withDescription(
              "Codec that decodes frames: native (OpenCV and FFmpeg: pictures and videos) or java"
                  + " (the JDK: JPEG, PNG and BMP, no native library).");

  public static final Option<Integer> MAX_WIDTH =
      GROUP
          .key("decode.max-width")
          .intType(Range.atLeast(1, "pixels"))
          .defaultValue(DecodeLimits.DEFAULT.maxWidth())
          .withDescription("Largest width of a frame. A wider frame is refused before decoding.");

  public static final Option<Integer> MAX_HEIGHT =
      GROUP
          .key("decode.max-height")
          .intType(Range.atLeast(1, "pixels"))
          .defaultValue(DecodeLimits.DEFAULT.maxHeight())
          .withDescription("Largest height of a frame. A taller frame is refused before decoding.");

  public static final Option<MemorySize> MAX_BYTES =
      GROUP
          .key("decode.max-bytes")
          .memoryType(Range.arraySize())
          .defaultValue(new MemorySize(DecodeLimits.DEFAULT.maxBytes()))
          .withDescription("Largest size of an encoded frame or GOP. A larger one is refused.");

  public static final Option<Integer> MAX_VIDEO_PIXELS =
      GROUP
          .key("decode.max-video-pixels")
          .intType(Range.atLeast(1, "pixels"))
          .defaultValue(Math.toIntExact(DecodeLimits.DEFAULT.maxVideoPixels()))
          .withDescription(
              "Largest sum of the pixels of all frames of a GOP, which bounds the time to decode"
                  + " it. A larger GOP is refused. The default is 96 frames of 1920x1080.");

  public static final Option<String> CRASH_MEMORY =
      GROUP
          .key("decode.crash-memory")
          .stringType()
          .defaultValue(AUTO)
          .withDescription(
              "Folder on every TaskManager that remembers which frames were being decoded when a"
                  + " process died. A frame that was in flight at two deaths in a row becomes a"
                  + " dead letter instead of causing a third. The folder must outlive the process;"
                  + " on Kubernetes it is a mounted volume, ideally one that all TaskManagers"
                  + " share. auto: in the folder for temporary files (java.io.tmpdir). off: nothing"
                  + " is remembered.");

  public static final Option<IsolationChoice> ISOLATION =
      GROUP
          .key("decode.isolation")
          .enumType(IsolationChoice.class)
          .defaultValue(IsolationChoice.NONE)
          .withDescription(
              "Place where frames are decoded: none (the TaskManager) or process (a process of its"
                  + " own for each subtask, for cameras that are not trusted). A decoder process"
                  + " that crashes, hangs or takes too much memory is replaced, and its frame"
                  + " becomes a dead letter.");

  public static final Option<Duration> ISOLATION_TIMEOUT =
      GROUP
          .key("decode.isolation-timeout")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "Time after which a decoder process that has not decoded a frame or GOP is killed,"
                  + " counted like inference.run-timeout.");

  public static final Option<MemorySize> ISOLATION_MEMORY =
      GROUP
          .key("decode.isolation-memory")
          .memoryType(Range.atLeast(new MemorySize(Isolation.LEAST_MEMORY)))
          .defaultValue(MemorySize.ofMebiBytes(1024))
          .withDescription(
              "Resident memory above which a decoder process is killed (Linux; elsewhere half of"
                  + " this bounds its heap). Each subtask needs this memory in addition to the"
                  + " TaskManager's.");

  private DecodeConfigOptions() {}

  /** Values of {@link #ISOLATION}. */
  public enum IsolationChoice {
    NONE,
    PROCESS;

    @Override
    public String toString() {
      return Spelling.dashed(this);
    }
  }

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  static DecodeLimits limits(ReadableConfig config) {
    return new DecodeLimits(
        MAX_WIDTH.get(config),
        MAX_HEIGHT.get(config),
        Math.toIntExact(MAX_BYTES.get(config).getBytes()),
        MAX_VIDEO_PIXELS.get(config));
  }

  static DecodeProtection protection(ReadableConfig config) {
    // The values are checked even if they are not used, so that a wrong one shows before isolation
    // is switched on.
    Isolation isolation =
        new Isolation(ISOLATION_TIMEOUT.get(config), ISOLATION_MEMORY.get(config).getBytes());
    boolean isolates = ISOLATION.get(config) == IsolationChoice.PROCESS;
    return new DecodeProtection(CRASH_MEMORY.get(config), isolates ? isolation : null);
  }
}
