package io.manako.dashboard.state;

/**
 * Place of a frame in Kafka.
 *
 * @param topic topic of the frames
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param index index of the frame within a GOP, otherwise 0
 */
public record FrameAddress(String topic, int partition, long offset, int index) {}
