package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the values of JSON topics into files, one record per line: {@code video.tracks} into
 * tracks.jsonl.
 */
final class RecordFiles implements AutoCloseable {
  private final Path folder;
  private final Map<String, BufferedWriter> files = new HashMap<>();

  RecordFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns the file name for a topic. */
  static String name(String topic) {
    return topic.substring(topic.indexOf('.') + 1) + ".jsonl";
  }

  void write(ConsumerRecord<byte[], byte[]> next) throws IOException {
    BufferedWriter file = files.get(next.topic());
    if (file == null) {
      file = Files.newBufferedWriter(folder.resolve(name(next.topic())));
      files.put(next.topic(), file);
    }
    file.write(new String(next.value(), UTF_8));
    file.newLine();
  }

  @Override
  public void close() throws IOException {
    for (BufferedWriter file : files.values()) {
      file.close();
    }
  }
}
