/** The connection to Kafka that commands share, and its options. */
@NullMarked
package io.manako.cli.kafka;

import org.jspecify.annotations.NullMarked;
