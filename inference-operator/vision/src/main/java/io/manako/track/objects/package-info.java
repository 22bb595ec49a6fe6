/** Objects that were seen, each of which may be in several tracks. */
@NullMarked
package io.manako.track.objects;

import org.jspecify.annotations.NullMarked;
