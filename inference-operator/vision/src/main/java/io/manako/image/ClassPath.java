package io.manako.image;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class path with which another JVM finds the classes of this one. */
final class ClassPath {
  private ClassPath() {}

  /**
   * Returns the files of a class's loader (in Flink: the job's jar), the files of its parents, and
   * the class path of this JVM (in Flink: all of {@code lib/}).
   *
   * @param type the class that the other JVM needs
   * @throws IllegalStateException with a sentence, if the class comes from no file
   */
  static String of(Class<?> type) {
    Set<String> files = new LinkedHashSet<>();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String own = source == null ? null : file(source.getLocation());
    if (own == null) {
      throw new IllegalStateException(
          "decode.isolation is process, but %s is in no file that another JVM can load (%s); put"
                  .formatted(type.getName(), source)
              + " the job's jar into Flink's lib/ or usrlib/, or set decode.isolation to none");
    }
    files.add(own);
    for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader holder) {
        addFiles(files, holder);
      }
    }
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        files.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, files);
  }

  private static void addFiles(Set<String> files, URLClassLoader loader) {
    for (URL url : loader.getURLs()) {
      String file = file(url);
      if (file != null) {
        files.add(file);
      }
    }
  }

  private static @Nullable String file(URL url) {
    try {
      return url.getProtocol().equals("file") ? Path.of(url.toURI()).toString() : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
