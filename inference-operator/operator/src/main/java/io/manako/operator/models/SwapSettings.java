package io.manako.operator.models;

import io.manako.operator.options.SwapOptions;
import java.io.Serializable;

/**
 * How models are swapped.
 *
 * @param options timeouts of loading and freeing models
 * @param feed where changes come from
 */
public record SwapSettings(SwapOptions options, ChangeFeed feed) implements Serializable {}
