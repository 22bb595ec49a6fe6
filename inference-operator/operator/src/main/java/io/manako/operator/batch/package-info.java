/** Batches of frames: which frames wait for a run, which thread runs them, and how a run ends. */
@NullMarked
package io.manako.operator.batch;

import org.jspecify.annotations.NullMarked;
