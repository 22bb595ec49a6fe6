/** Pipelines for a scene of squares, and faults planned for places on a frame's way. */
@NullMarked
package io.manako.testkit.fault;

import org.jspecify.annotations.NullMarked;
