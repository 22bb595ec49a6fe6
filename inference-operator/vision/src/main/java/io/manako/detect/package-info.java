/** From a network's raw numbers to boxes and classes. */
@NullMarked
package io.manako.detect;

import org.jspecify.annotations.NullMarked;
