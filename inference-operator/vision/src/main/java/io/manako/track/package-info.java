/** Joins the boxes of one camera to tracks: motion, association, identity. */
@NullMarked
package io.manako.track;

import org.jspecify.annotations.NullMarked;
