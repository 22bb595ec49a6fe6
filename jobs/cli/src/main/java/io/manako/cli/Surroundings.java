package io.manako.cli;

import io.manako.local.files.Home;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Makes machines equal for commands: UTF-8 on both streams, digits that every reader of a table
 * understands, a place for the log.
 */
final class Surroundings {
  private static final String LOG_FILE = "log4j2-cli.properties";

  private Surroundings() {}

  /**
   * Sets up the process. Called before anything logs or prints.
   *
   * @return standard output
   */
  static StandardOutput settle() {
    // Manako's own code names its locale; the default serves libraries.
    Locale.setDefault(Locale.ROOT);
    StandardOutput out = new StandardOutput();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    String problem = chooseLog(Home.folder().resolve("logs"));
    if (problem != null) {
      System.err.println("manako: " + problem);
    }
    if (!StandardCharsets.UTF_8.equals(fileNames())) {
      System.err.println(
          "manako: this machine's locale is not UTF-8, so names with letters such as ü are not found;"
              + " install one, such as C.UTF-8, and set LC_ALL to it");
    }
    return out;
  }

  /** Lets a command print through the process's own streams. */
  static CommandLine onStandardStreams(CommandLine command) {
    return command.setOut(writer(System.out)).setErr(writer(System.err));
  }

  /**
   * Chooses a folder for the log, or switches the log off.
   *
   * @return a sentence if there is no log, else null
   */
  static @Nullable String chooseLog(Path folder) {
    String configuration = System.getProperty("log4j2.configurationFile", "");
    if (!configuration.endsWith(LOG_FILE)) {
      return null;
    }
    Path log = folder.resolve("manako.log");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder) && (!Files.exists(log) || Files.isWritable(log))) {
        System.setProperty("manako.log.folder", folder.toString());
        return null;
      }
    } catch (IOException e) {
      // createDirectories reports a missing permission and an existing file alike.
    }
    System.setProperty("log4j2.configurationFile", withoutFile(configuration));
    return "no log is kept, because %s cannot be written; set MANAKO_HOME to another folder"
        .formatted(Files.isDirectory(folder) && Files.isWritable(folder) ? log : folder);
  }

  private static String withoutFile(String configuration) {
    return configuration.replace(LOG_FILE, "log4j2-cli-no-file.properties");
  }

  /**
   * Returns the character set of file names, which the JVM chooses at its start, independent of
   * file.encoding.
   */
  private static Charset fileNames() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
