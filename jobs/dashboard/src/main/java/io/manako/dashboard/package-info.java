/**
 * The live page: {@link io.manako.dashboard.Dashboard} joins what comes from Kafka, what is kept of
 * it, and the server that shows it.
 */
@NullMarked
package io.manako.dashboard;

import org.jspecify.annotations.NullMarked;
