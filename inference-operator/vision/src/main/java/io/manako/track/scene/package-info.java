/** Zones and lines in a camera's picture, and what tracks do there. */
@NullMarked
package io.manako.track.scene;

import org.jspecify.annotations.NullMarked;
