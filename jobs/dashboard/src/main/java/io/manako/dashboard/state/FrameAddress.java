package io.manako.dashboard.state;

/**
 * Where a frame lies in Kafka.
 *
 * @param topic of the frames
 * @param partition of it
 * @param offset in it
 * @param index of the frame within a GOP, else 0
 */
public record FrameAddress(String topic, int partition, long offset, int index) {}
