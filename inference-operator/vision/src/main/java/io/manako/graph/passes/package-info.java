/** Rewrites of graphs that keep what they compute and make it cheaper to run. */
@NullMarked
package io.manako.graph.passes;

import org.jspecify.annotations.NullMarked;
