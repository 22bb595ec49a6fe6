/** Published measures of detection and tracking, and the file format of their data. */
@NullMarked
package io.manako.track.eval;

import org.jspecify.annotations.NullMarked;
