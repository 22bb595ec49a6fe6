package io.manako.operator.models;

import io.manako.operator.options.SwapOptions;
import java.io.Serializable;

/**
 * Settings of swapping models.
 *
 * @param options timeouts of loading and freeing models
 * @param feed source of changes
 */
public record SwapSettings(SwapOptions options, ChangeFeed feed) implements Serializable {}
