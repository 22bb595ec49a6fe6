package io.manako.operator.poison;

/**
 * A record of the frames topic. Time and length tell it from the record that lies at the same place
 * after its topic was made anew.
 *
 * @param topic hash of its name
 * @param partition of the topic
 * @param offset in the partition
 * @param eventMillis when it was captured, ms since the epoch
 * @param length of its value in bytes
 */
public record RecordKey(int topic, int partition, long offset, long eventMillis, int length) {}
