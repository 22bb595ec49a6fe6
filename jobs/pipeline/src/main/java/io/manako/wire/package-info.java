/** Kafka records to frames and results to Kafka records, and nothing else. */
@NullMarked
package io.manako.wire;

import org.jspecify.annotations.NullMarked;
