/** Zones and lines in a camera's picture, and the events of tracks there. */
@NullMarked
package io.manako.track.scene;

import org.jspecify.annotations.NullMarked;
