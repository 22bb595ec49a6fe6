package io.manako.chaos.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;
import org.apache.flink.core.plugin.PluginManager;

/** File system of this machine behind a scheme of its own, with a delay when files are opened. */
final class SlowFileSystem extends LocalFileSystem {
  /** Scheme of its addresses. */
  static final String SCHEME = "slow";

  private static volatile Duration delay = Duration.ZERO;

  private SlowFileSystem() {}

  /**
   * Registers the file system with Flink in this process, until Flink loads its file systems again.
   */
  static void register() {
    FileSystem.initialize(new Configuration(), new OneFactory());
  }

  /** Sets the delay of opening files for writing. */
  static void slowBy(Duration time) {
    delay = time;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(Path file, WriteMode overwrite) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a slow disk was awaited");
    }
    return super.create(file, overwrite);
  }

  /** Returns no recoverable writer, so that a checkpoint's own file is opened like all others. */
  @Override
  public LocalRecoverableWriter createRecoverableWriter() {
    throw new UnsupportedOperationException("a slow disk has nothing but files");
  }

  private static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI address) {
      return new SlowFileSystem();
    }
  }

  /** Provider of the only file system, because Flink asks plugins for them. */
  private static final class OneFactory implements PluginManager {
    @Override
    @SuppressWarnings("unchecked") // The one plugin is of this very type.
    public <P> Iterator<P> load(Class<P> service) {
      return service == FileSystemFactory.class
          ? (Iterator<P>) List.of(new Factory()).iterator()
          : List.<P>of().iterator();
    }
  }
}
