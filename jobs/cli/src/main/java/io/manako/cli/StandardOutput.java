package io.manako.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, which remembers what went wrong: the JDK's streams for text swallow it, and
 * a command whose results are not on the disk would end as if they were.
 */
final class StandardOutput extends FilterOutputStream {
  private volatile @Nullable IOException failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** What went wrong, or null. A reader that has enough, such as {@code head}, is none of it. */
  @Nullable IOException failure() {
    IOException last = failure;
    return last == null || String.valueOf(last.getMessage()).contains("Broken pipe") ? null : last;
  }
}
