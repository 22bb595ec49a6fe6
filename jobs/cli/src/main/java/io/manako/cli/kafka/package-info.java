/** Connects commands to Kafka, and holds their options for it. */
@NullMarked
package io.manako.cli.kafka;

import org.jspecify.annotations.NullMarked;
