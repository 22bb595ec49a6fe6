package io.manako.dashboard.web;

import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import java.util.function.BooleanSupplier;

/**
 * What the server serves.
 *
 * @param state what is shown
 * @param audience told who looks at what
 * @param healthy whether Kafka answers
 */
public record Page(LiveState state, Audience audience, BooleanSupplier healthy) {}
