package io.manako.dashboard.web;

import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import java.util.function.BooleanSupplier;

/**
 * Parts of the page that the server needs.
 *
 * @param state state of the page
 * @param audience receiver of the viewers' interest in cameras
 * @param healthy whether Kafka answers
 */
public record Page(LiveState state, Audience audience, BooleanSupplier healthy) {}
