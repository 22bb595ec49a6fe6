/** Operations on tensors of any rank, in plain loops with one fixed order of sums. */
@NullMarked
package io.manako.graph.operation;

import org.jspecify.annotations.NullMarked;
