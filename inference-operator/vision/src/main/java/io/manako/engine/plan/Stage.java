package io.manako.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * Packed layer and the computation of its activation.
 *
 * @param layer layer of the kernels
 * @param finish computation of the activation
 */
record Stage<L extends @Nullable Object>(L layer, Finish finish) {}
