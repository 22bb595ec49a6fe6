/** Times of capture and lengths of time, within the bounds that arithmetic on them needs. */
@NullMarked
package io.manako.time;

import org.jspecify.annotations.NullMarked;
