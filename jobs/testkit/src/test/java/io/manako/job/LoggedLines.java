package io.manako.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Every line that this JVM logs, down to debugging, with its exceptions. */
final class LoggedLines extends AbstractAppender implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private LoggedLines() {
    super("listening", null, null, false, Property.EMPTY_ARRAY);
  }

  static LoggedLines listen() {
    LoggedLines listening = new LoggedLines();
    listening.start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    LoggerConfig root = configuration.getRootLogger();
    List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
    root.addAppender(listening, Level.DEBUG, null);
    root.setLevel(Level.DEBUG);
    context.updateLoggers();
    return listening;
  }

  /** The lines that hold a text. */
  List<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void append(LogEvent event) {
    StringWriter line = new StringWriter();
    line.append(event.getLoggerName()).append(' ');
    line.append(event.getMessage().getFormattedMessage()).append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    lines.add(line.toString());
  }

  @Override
  public void close() {
    ((LoggerContext) LogManager.getContext(false)).reconfigure();
    stop();
  }
}
