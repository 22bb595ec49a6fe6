/** A Kafka server in this process, and the topics of the contract. */
@NullMarked
package io.manako.local.kafka;

import org.jspecify.annotations.NullMarked;
