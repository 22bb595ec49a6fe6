/**
 * Batches of frames: which frames wait for a run, which thread runs them, how a run ends, and what
 * a failed run costs.
 */
@NullMarked
package io.manako.operator.batch;

import org.jspecify.annotations.NullMarked;
