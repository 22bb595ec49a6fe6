/** Networks as data: nodes, weights, readers, writers and passes. */
@NullMarked
package io.manako.graph;

import org.jspecify.annotations.NullMarked;
