package io.manako.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text that a person wrote: UTF-8, whatever the encoding of the machine. All such files are read
 * here, because editors put a byte order mark in front of them that is no part of the text and
 * would stick to the first label, key or number.
 */
public final class TextFile {
  private static final char MARK = '\uFEFF';

  private TextFile() {}

  /**
   * A file that was read, but is no text in UTF-8: a fault of its content, while any other {@link
   * IOException} means that the file could not be read. The message names the file and says what to
   * do.
   */
  public static final class EncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    private EncodingException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Returns the text of a file without a byte order mark.
   *
   * @throws EncodingException if the file is UTF-16, UTF-32 or not valid UTF-8
   * @throws IOException if the file cannot be read
   */
  public static String read(Path file) throws IOException {
    return of(file, Files.readAllBytes(file));
  }

  /**
   * Returns the text of bytes without a byte order mark, as {@link #read} does.
   *
   * @param file origin of the bytes, for the message
   * @param bytes the whole content
   * @throws EncodingException if the bytes are not valid UTF-8
   */
  public static String of(Path file, byte[] bytes) throws EncodingException {
    String wide = wideEncoding(bytes);
    if (wide != null) {
      throw new EncodingException(
          "%s is written in %s; save it as UTF-8 and try again".formatted(file, wide), null);
    }
    try {
      return withoutMark(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new EncodingException(file + " is no text in UTF-8; save it as UTF-8 and try again", e);
    }
  }

  /** Returns the lines of a file, as {@link #read} reads it; lines end with LF, CRLF or CR. */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  private static String withoutMark(String text) {
    return text.indexOf(MARK) == 0 ? text.substring(1) : text;
  }

  /** Returns the encoding whose byte order mark a file starts with, unless it is UTF-8. */
  private static @Nullable String wideEncoding(byte[] bytes) {
    // UTF-32's little-endian mark starts with UTF-16's.
    if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
      return "UTF-32";
    }
    return startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff) ? "UTF-16" : null;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
