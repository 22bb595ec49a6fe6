/** What TensorFlow's file formats share: its order of axes, its padding, its operations. */
@NullMarked
package io.manako.graph.tf;

import org.jspecify.annotations.NullMarked;
