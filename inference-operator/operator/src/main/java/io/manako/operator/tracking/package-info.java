/** Tracks, zones, lines and camera health as keyed Flink state. */
@NullMarked
package io.manako.operator.tracking;

import org.jspecify.annotations.NullMarked;
