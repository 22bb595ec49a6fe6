/**
 * State of the live page: each camera's newest frame, figures over the last minutes and the last
 * records. All of it is in rings, so that its size depends on the number of cameras and on nothing
 * else. {@link io.manako.dashboard.state.LiveState} is the entry point.
 */
@NullMarked
package io.manako.dashboard.state;

import org.jspecify.annotations.NullMarked;
