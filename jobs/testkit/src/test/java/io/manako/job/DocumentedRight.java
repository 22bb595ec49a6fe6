package io.manako.job;

import static org.awaitility.Awaitility.await;

import io.manako.operator.options.Option;
import io.manako.testkit.job.SecuredKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A right of the table in docs/SECURITY.md, the only source of rights in tests.
 *
 * @param option that names the resource
 * @param resource that a job's options name
 * @param operation that must be allowed
 */
record DocumentedRight(String option, ResourcePattern resource, AclOperation operation) {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (Topic|Group|TransactionalId) \\| `([a-z.-]+)` \\| (literal|prefixed) \\| ([A-Za-z,"
              + " ]+) \\|",
          Pattern.MULTILINE);

  /** All rights that the table demands for the resources of a job. */
  static List<DocumentedRight> of(JobOptions options) throws IOException {
    String document = Files.readString(Path.of("../../docs/SECURITY.md"));
    return ROW.matcher(document).results().flatMap(row -> rights(row, options)).toList();
  }

  /** Gives a user all of them. */
  static void allowAll(SecuredKafka kafka, String user, JobOptions options) throws Exception {
    for (DocumentedRight right : of(options)) {
      kafka.allow(user, right.resource(), right.operation());
    }
    await().untilAsserted(() -> new Preflight(options).check());
  }

  private static Stream<DocumentedRight> rights(MatchResult row, JobOptions options) {
    Map<String, ResourceType> types =
        Map.of(
            "Topic", ResourceType.TOPIC,
            "Group", ResourceType.GROUP,
            "TransactionalId", ResourceType.TRANSACTIONAL_ID);
    PatternType pattern = PatternType.fromString(row.group(3).toUpperCase(Locale.ROOT));
    String name = value(row.group(2), options) + (pattern == PatternType.PREFIXED ? "-" : "");
    ResourcePattern resource = new ResourcePattern(types.get(row.group(1)), name, pattern);
    return Arrays.stream(row.group(4).split(",", -1))
        .map(operation -> AclOperation.fromString(operation.strip()))
        .map(operation -> new DocumentedRight(row.group(2), resource, operation));
  }

  private static String value(String key, JobOptions options) {
    return JobConfigOptions.all().stream()
        .filter(option -> option.key().equals(key))
        .map(option -> String.valueOf(options.get((Option<?>) option)))
        .findFirst()
        .orElseThrow();
  }
}
