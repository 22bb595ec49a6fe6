/** Streaming job: options, checks before the start, the pipeline. */
@NullMarked
package io.manako.job;

import org.jspecify.annotations.NullMarked;
