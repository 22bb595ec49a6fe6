/** Shapes, numbers and the way from a picture into them. */
@NullMarked
package io.manako.tensor;

import org.jspecify.annotations.NullMarked;
