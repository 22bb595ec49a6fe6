/** Spans of frames, exported with OpenTelemetry, which no other package uses. */
@NullMarked
package io.manako.job.tracing;

import org.jspecify.annotations.NullMarked;
