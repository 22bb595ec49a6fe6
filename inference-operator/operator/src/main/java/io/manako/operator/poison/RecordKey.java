package io.manako.operator.poison;

/**
 * Key of a record of the frames topic. Time and length distinguish it from a record at the same
 * place after the topic was deleted and created again.
 *
 * @param topic hash of the topic's name
 * @param partition number of the partition
 * @param offset offset in the partition
 * @param eventMillis time of capture, ms since the epoch
 * @param length length of the value in bytes
 */
public record RecordKey(int topic, int partition, long offset, long eventMillis, int length) {}
