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

/** This machine's files behind a scheme of their own, each of which takes a while to be opened. */
final class SlowFileSystem extends LocalFileSystem {
  /** Of its addresses. */
  static final String SCHEME = "slow";

  private static volatile Duration delay = Duration.ZERO;

  private SlowFileSystem() {}

  /** Lets Flink in this process find it, until it finds its file systems anew. */
  static void register() {
    FileSystem.initialize(new Configuration(), new OneFactory());
  }

  /** From now on files take so long to be opened for writing. */
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

  /** Without one, a checkpoint's own file is opened as all the others are. */
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

  /** Flink asks plugins for file systems, and this is the only one. */
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
