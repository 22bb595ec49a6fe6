package io.manako.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.defaults.JobDefault;
import io.manako.cli.kafka.KafkaOptions;
import io.manako.local.terminal.CommandException;
import io.manako.model.CatalogEntry;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelStore;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ModelReference;
import io.manako.operator.models.ModelRole;
import io.manako.time.TimeSpan;
import io.manako.wire.ModelControlWriter;
import io.manako.wire.ModelControlWriter.Wish;
import io.manako.wire.ModelOffers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a running job the model that answers from a given time on. */
@Command(
    name = "swap",
    description = "Change the model of a running job from a given capture time on.",
    footer = {
      "",
      "The job must run with model-swap.enabled: true. docs/models.md describes a swap.",
      "Examples:",
      "  ./manako models swap centernet-mobilenet-v3-coco --at 2026-01-05T10:05:00Z",
      "  ./manako models swap centernet-mobilenet-v3-coco --shadow --in 30s",
      "  ./manako models swap --slot detector --in 30s"
    })
final class SwapModelCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Model of the catalog (default: the model that the job was configured with).")
  private @Nullable String name;

  @Option(
      names = "--slot",
      description =
          "Slot: detector, classifier or segmenter (default: the one for the model's" + " task).")
  private @Nullable ModelSlot slot;

  @Option(
      names = "--shadow",
      description =
          "Run the model on the same frames beside the detector, with results in a topic"
              + " of its own.")
  private boolean shadow;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Capture time of the first frame for" + " the model.")
  private @Nullable String at;

  @Option(
      names = "--in",
      paramLabel = "DURATION",
      description = "Time from now until that capture time (default: 1min).")
  private String in = "1min";

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description =
          "SHA-256 of the model's model.onnx (default: that of the model on this" + " machine).")
  private @Nullable String sha256;

  @JobDefault("topics.control")
  @Option(names = "--topic", description = "The job's topics.control (default: ${DEFAULT-VALUE}).")
  private String topic = "";

  @Option(names = "--dry-run", description = "Check and show the record without sending it.")
  private boolean dryRun;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    ProducerRecord<byte[], byte[]> record = ModelControlWriter.record(topic, wish());
    requireContract(record);
    if (!dryRun) {
      kafka.requireTopics(0, List.of(topic));
      send(record);
    }
    spec.commandLine()
        .getOut()
        .printf("%s %s%n", new String(record.key(), UTF_8), new String(record.value(), UTF_8));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Wish wish() {
    ModelRole role = shadow ? ModelRole.SHADOW : ModelRole.PRIMARY;
    if (name == null) {
      return new Wish(slot == null ? ModelSlot.DETECTOR : slot, role, null, time());
    }
    CatalogEntry entry = ModelCatalog.standard().get(name);
    ModelSlot chosen = slot == null ? usualSlot(entry) : slot;
    String fingerprint = sha256 == null ? ModelStore.standard().load(name).spec().sha256() : sha256;
    ModelReference model = new ModelReference(name, entry.version(), fingerprint);
    return new Wish(chosen, role, model, time());
  }

  private static ModelSlot usualSlot(CatalogEntry entry) {
    return EnumSet.allOf(ModelSlot.class).stream()
        .filter(slot -> slot.task() == entry.task())
        .findFirst()
        .orElseThrow();
  }

  private Instant time() {
    try {
      return at == null
          ? Instant.ofEpochMilli(System.currentTimeMillis() + after().toMillis())
          : OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeException e) {
      throw new CommandException(
          "--at is %s; it must be an RFC 3339 time such as 2026-01-05T10:05:00Z".formatted(at), e);
    }
  }

  private Duration after() {
    try {
      Duration after = TimeUtils.parseDuration(in);
      TimeSpan.requireBounded("--in", after);
      return after;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "--in is %s; it must be a duration such as 30s or 5min, at most %d d",
              in,
              TimeSpan.LONGEST.toDays()),
          e);
    }
  }

  /** Refuses a record that the job would refuse. */
  private static void requireContract(ProducerRecord<byte[], byte[]> record) {
    ModelOffers offers = ModelOffers.of(ModelCatalog.standard(), EnumSet.allOf(ModelSlot.class));
    String rejection = ModelControlWriter.rejection(record, offers);
    if (rejection != null) {
      throw new CommandException(rejection);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "Kafka refuses the record: %s. May this client write to %s?"
              .formatted(e.getCause().getMessage(), topic),
          e);
    }
  }
}
