/** Conversion of Kafka records to frames and of results to Kafka records, and nothing else. */
@NullMarked
package io.manako.wire;

import org.jspecify.annotations.NullMarked;
