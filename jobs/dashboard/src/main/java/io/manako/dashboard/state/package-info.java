/**
 * What the live page knows: each camera's newest frame, figures over the last minutes and the last
 * records, all in rings, so that its size depends on the number of cameras and on nothing else.
 * {@link io.manako.dashboard.state.LiveState} is the one door.
 */
@NullMarked
package io.manako.dashboard.state;

import org.jspecify.annotations.NullMarked;
