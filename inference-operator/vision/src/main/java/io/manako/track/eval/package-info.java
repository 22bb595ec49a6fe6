/** Published measures of detection and tracking, and the file format they are exchanged in. */
@NullMarked
package io.manako.track.eval;

import org.jspecify.annotations.NullMarked;
