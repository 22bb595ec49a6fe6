/** Metrics of the operator, of its batches and of each camera. */
@NullMarked
package io.manako.operator.metrics;

import org.jspecify.annotations.NullMarked;
