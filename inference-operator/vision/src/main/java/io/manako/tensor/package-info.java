/** Shapes, tensors and the conversion of pictures to them. */
@NullMarked
package io.manako.tensor;

import org.jspecify.annotations.NullMarked;
