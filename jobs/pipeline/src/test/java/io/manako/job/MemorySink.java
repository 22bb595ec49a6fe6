package io.manako.job;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what a job in this JVM wrote, by a name of the test's. */
final class MemorySink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Queue<Object>> WRITTEN = new ConcurrentHashMap<>();

  private final String name;

  MemorySink(String name) {
    this.name = name;
    WRITTEN.put(name, new ConcurrentLinkedQueue<>());
  }

  /** Everything written so far; a camera's records are in order. */
  @SuppressWarnings("unchecked") // only writers of T add to this queue
  List<T> written() {
    return (List<T>) List.copyOf(WRITTEN.getOrDefault(name, new ConcurrentLinkedQueue<>()));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Queue<Object> queue = WRITTEN.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>());
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        queue.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
