package io.manako.chaos.load;

import io.manako.image.FrameDecoder;
import io.manako.watch.ResidentMemory;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

/**
 * Takes this process' own {@link Vitals} after everything that is free has been given back: the
 * heap is collected and the C library's free memory trimmed, so that what remains is held. Needs a
 * JVM started with {@code -XX:NativeMemoryTracking=summary}, and Linux.
 */
final class VitalSigns {
  private static final Path PROC = Path.of("/proc/self");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)");

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  Vitals take(long restarts) throws IOException, JMException {
    System.gc();
    long heap = heapBytes();
    trim();
    String status = Files.readString(PROC.resolve("status"));
    String tracking = (String) diagnose("vmNativeMemory", "summary");
    long resident =
        ResidentMemory.in(status)
                .orElseThrow(() -> new IOException("no resident memory in: " + status))
            >> 10;
    // Direct buffers are "other" to the JVM, but they are not its own.
    long jvm = number(TOTAL, tracking) - number(OTHER, tracking);
    Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
    values.put(Quantity.RESIDENT, resident);
    values.put(Quantity.NATIVE, resident - jvm);
    values.put(Quantity.HEAP, heap >> 10);
    values.put(Quantity.METASPACE, metaspaceBytes() >> 10);
    values.put(Quantity.DIRECT, directBytes() >> 10);
    values.put(Quantity.TRACKED, FrameDecoder.trackedBytes() >> 10);
    values.put(Quantity.THREADS, number(THREADS, status));
    values.put(Quantity.FILES, openFiles());
    return new Vitals(System.nanoTime(), restarts, values);
  }

  /** JVMs before 17.0.9 cannot; what is free then counts as held. */
  private void trim() throws JMException {
    try {
      diagnose("systemTrimNativeHeap");
    } catch (ReflectionException unknown) {
      // The limits leave room for it.
    }
  }

  private Object diagnose(String command, String... arguments) throws JMException {
    ObjectName diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
    return arguments.length == 0
        ? beans.invoke(diagnostics, command, new Object[0], new String[0])
        : beans.invoke(
            diagnostics,
            command,
            new Object[] {arguments},
            new String[] {String[].class.getName()});
  }

  /** Returns the heap as the collection left it: the job continues meanwhile. */
  private static long heapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  private static long metaspaceBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(PROC.resolve("fd"))) {
      return files.count();
    }
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
