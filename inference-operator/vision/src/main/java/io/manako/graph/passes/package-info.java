/** Rewrites of graphs that keep the computed values and make them cheaper to compute. */
@NullMarked
package io.manako.graph.passes;

import org.jspecify.annotations.NullMarked;
