/**
 * Feed from Kafka: results as soon as they are readable, and only those frames that are about to be
 * shown, by their offset. The feed joins no consumer group, so no job is disturbed.
 */
@NullMarked
package io.manako.dashboard.feed;

import org.jspecify.annotations.NullMarked;
