package io.manako.chaos.poison;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Progress of a job, by the offsets that it commits with its checkpoints. The broker's transactions
 * take no offsets in the topic that is read.
 *
 * @param admin client of the broker
 * @param group group of the job
 * @param frames number of frames that were sent
 */
record GroupProgress(Admin admin, String group, long frames) {
  /** Returns whether all frames are in a checkpoint. */
  boolean isComplete() throws InterruptedException, ExecutionException {
    return admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .values()
            .stream()
            .mapToLong(committed -> committed == null ? 0 : committed.offset())
            .sum()
        == frames;
  }
}
