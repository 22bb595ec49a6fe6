/** Batched inference as a Flink operator. */
@NullMarked
package io.manako.operator;

import org.jspecify.annotations.NullMarked;
