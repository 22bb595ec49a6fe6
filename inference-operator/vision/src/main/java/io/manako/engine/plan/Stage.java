package io.manako.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * A packed layer and how its activation is computed.
 *
 * @param layer of the kernels
 * @param finish what follows the sum
 */
record Stage<L extends @Nullable Object>(L layer, Finish finish) {}
