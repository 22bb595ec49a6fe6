/** Spans of frames, exported with OpenTelemetry, which no other package knows. */
@NullMarked
package io.manako.job.tracing;

import org.jspecify.annotations.NullMarked;
