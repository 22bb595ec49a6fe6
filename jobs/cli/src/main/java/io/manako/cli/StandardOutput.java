package io.manako.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers failures. The JDK's text streams swallow them, and a command whose
 * results did not reach the disk would end as if they had.
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

  /**
   * Returns the failure, or null. A reader that closes the pipe early, such as {@code head}, is not
   * a failure.
   */
  @Nullable IOException failure() {
    IOException last = failure;
    return last == null || String.valueOf(last.getMessage()).contains("Broken pipe") ? null : last;
  }
}
