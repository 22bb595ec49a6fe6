/** TensorFlow.js models (graph and layers format) as graphs. */
@NullMarked
package io.manako.graph.tfjs;

import org.jspecify.annotations.NullMarked;
