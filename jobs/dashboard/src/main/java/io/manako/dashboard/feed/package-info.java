/**
 * What comes from Kafka: results as they become readable, and of the frames only those that are
 * about to be shown, by their offset. No consumer group is used, so no job is disturbed.
 */
@NullMarked
package io.manako.dashboard.feed;

import org.jspecify.annotations.NullMarked;
