package io.manako.job;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Checks, before a job starts, whether the brokers allow its principal everything that the job
 * does. docs/SECURITY.md lists these rights. Brokers without access lists allow everything.
 */
final class RightsCheck {
  private final JobOptions options;
  private final Admin admin;
  private final Set<String> missing = new TreeSet<>();

  RightsCheck(JobOptions options, Admin admin) {
    this.options = options;
    this.admin = admin;
  }

  /** Notes the missing rights on a topic that may not even be described. */
  void refused(TopicUse use) {
    use.operations().forEach(operation -> miss(operation, topic(use)));
  }

  /** Notes the missing rights on a topic. */
  void look(TopicUse use, TopicDescription description) {
    Set<AclOperation> allowed = description.authorizedOperations();
    use.operations().stream()
        .filter(operation -> allowed != null && !allowed.contains(operation))
        .forEach(operation -> miss(operation, topic(use)));
  }

  /**
   * Checks the consumer group and the transactional ids too.
   *
   * @throws PreflightException with a sentence that names all missing rights
   */
  void check() {
    checkGroup(options.get(JobConfigOptions.GROUP_ID));
    if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
      checkTransactions(options.get(JobConfigOptions.TRANSACTION_PREFIX) + "-");
    }
    if (!missing.isEmpty()) {
      throw new PreflightException(
          "Kafka at %s does not allow this job's principal to %s. Add these rights with kafka-acls.sh; docs/SECURITY.md lists all that a job needs."
              .formatted(
                  options.get(JobConfigOptions.BOOTSTRAP_SERVERS), String.join(", ", missing)));
    }
  }

  private void checkGroup(String group) {
    Set<AclOperation> allowed;
    try {
      allowed =
          Preflight.await(
                  admin
                      .describeConsumerGroups(
                          List.of(group),
                          new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                      .describedGroups()
                      .get(group))
              .authorizedOperations();
    } catch (GroupIdNotFoundException e) {
      return;
    } catch (GroupAuthorizationException e) {
      allowed = Set.of();
    }
    if (allowed != null && !allowed.contains(AclOperation.READ)) {
      miss(AclOperation.READ, "group %s (source.group-id)".formatted(group));
    }
  }

  /** Checks a transactional id by using one; Kafka has no other way to ask for this right. */
  private void checkTransactions(String prefix) {
    String probe = prefix + "preflight";
    try {
      Preflight.await(admin.fenceProducers(List.of(probe)).fencedProducers().get(probe));
    } catch (TransactionalIdAuthorizationException e) {
      miss(
          AclOperation.WRITE,
          "transactional ids that begin with %s (delivery.transaction-prefix)".formatted(prefix));
    }
  }

  private void miss(AclOperation operation, String resource) {
    missing.add(operation + " " + resource);
  }

  private static String topic(TopicUse use) {
    return "topic %s (%s)".formatted(use.name(), use.option().key());
  }
}
