package io.manako.job;

import io.manako.operator.options.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks before a job starts that no other one runs with its consumer group or its transactional
 * ids. Two jobs with the same ids abort each other's transactions; two with the same group
 * overwrite each other's offsets.
 */
final class NeighbourCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NeighbourCheck.class);

  /** Longest wait for the brokers to forget a job that died just before. */
  private static final Duration PATIENCE = Presence.SESSION.plusSeconds(4);

  private static final long LOOK_MILLIS = 250;

  private final JobOptions options;
  private final Admin admin;
  private final @Nullable String self;

  /**
   * Prepares a check.
   *
   * @param self end of the client's name that a former attempt of this very job has, or null if it
   *     has none
   */
  NeighbourCheck(JobOptions options, Admin admin, @Nullable String self) {
    this.options = options;
    this.admin = admin;
    this.self = self;
  }

  /**
   * Waits for a job that has just died to be forgotten; continues if Kafka does not answer.
   *
   * @throws PreflightException with a sentence that names the option to change
   */
  void check() {
    // The brokers refuse the offsets of a job whose group has members.
    refuseMembers(options.get(JobConfigOptions.GROUP_ID), JobConfigOptions.GROUP_ID);
    refuse(JobConfigOptions.GROUP_ID);
    if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
      refuse(JobConfigOptions.TRANSACTION_PREFIX);
    }
  }

  private void refuse(Option<String> option) {
    refuseMembers(Presence.group(options.get(option)), option);
  }

  private void refuseMembers(String group, Option<String> option) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<MemberDescription> others = others(group);
    while (!others.isEmpty() && System.nanoTime() < deadline) {
      pause();
      others = others(group);
    }
    if (!others.isEmpty()) {
      throw new PreflightException(
          ("Another job runs with %s '%s' on Kafka at %s (client %s at %s), and the two would undo"
                  + " each other's work. Stop it, or give this one another name with -D job.name=NAME"
                  + " (or -D %s=NAME).")
              .formatted(
                  option.key(),
                  options.get(option),
                  options.get(JobConfigOptions.BOOTSTRAP_SERVERS),
                  others.get(0).clientId(),
                  others.get(0).host().replaceFirst("^/", ""),
                  option.key()));
    }
  }

  private List<MemberDescription> others(String group) {
    List<MemberDescription> others = new ArrayList<>(members(group));
    others.removeIf(member -> self != null && member.clientId().endsWith(self));
    return others;
  }

  private Collection<MemberDescription> members(String group) {
    try {
      return Preflight.await(
              admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .members();
    } catch (GroupIdNotFoundException e) {
      return List.of();
    } catch (AuthorizationException e) {
      LOG.info("Kafka does not tell whether another job runs ({}): {}", group, e.getMessage());
      return List.of();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreflightException("Interrupted while asking Kafka.", e);
    }
  }
}
