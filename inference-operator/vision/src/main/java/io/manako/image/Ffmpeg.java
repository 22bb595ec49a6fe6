package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** Conventions of FFmpeg: negative numbers are errors, options are dictionaries. */
final class Ffmpeg {
  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Function of FFmpeg that takes options and returns a status. */
  interface Call {
    int with(AVDictionary options);
  }

  /**
   * Calls a function with options and frees those that the function leaves.
   *
   * @return the function's status
   */
  static int call(Map<String, String> options, Call call) {
    try (PointerScope scope = new PointerScope();
        AVDictionary dictionary = new AVDictionary(null)) {
      options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
      int status = call.with(dictionary);
      av_dict_free(dictionary);
      return status;
    }
  }

  /**
   * Turns a negative status into a sentence.
   *
   * @param what the beginning of the sentence
   * @return the status, at least 0
   */
  static int check(int status, String what) throws MalformedFrameException {
    if (status < 0) {
      throw new MalformedFrameException(what + ": " + text(status));
    }
    return status;
  }

  /** Returns FFmpeg's text for an error. */
  static String text(int status) {
    byte[] text = new byte[128];
    av_strerror(status, text, text.length);
    return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  /** Copies native bytes to the heap; null gives an empty array. */
  static byte[] bytes(@Nullable BytePointer data, int size) {
    byte[] bytes = new byte[data == null ? 0 : size];
    if (data != null) {
      data.get(bytes);
    }
    return bytes;
  }
}
