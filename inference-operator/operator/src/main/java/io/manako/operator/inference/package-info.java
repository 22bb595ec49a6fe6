/** The Flink operator that turns frame records into results, and its factory. */
@NullMarked
package io.manako.operator.inference;

import org.jspecify.annotations.NullMarked;
