/** Order of axes, padding and operations that TensorFlow's file formats share. */
@NullMarked
package io.manako.graph.tf;

import org.jspecify.annotations.NullMarked;
