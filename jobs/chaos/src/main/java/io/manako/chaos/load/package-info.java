/** Checks of load: long runs, an engine that is too slow, storms of cameras. */
@NullMarked
package io.manako.chaos.load;

import org.jspecify.annotations.NullMarked;
