/** Frames that kill the process that decodes them. */
@NullMarked
package io.manako.chaos.poison;

import org.jspecify.annotations.NullMarked;
