/**
 * Live page: {@link io.manako.dashboard.Dashboard} connects the feed from Kafka, the state in
 * memory, and the server that shows it.
 */
@NullMarked
package io.manako.dashboard;

import org.jspecify.annotations.NullMarked;
