/** TensorFlow Lite models (FlatBuffers) as graphs. */
@NullMarked
package io.manako.graph.tflite;

import org.jspecify.annotations.NullMarked;
