/**
 * Runs the demo: real cameras' frames through a real broker and a real Flink job to an annotated
 * video. {@link io.manako.cli.demo.Demo} runs the steps in order.
 */
@NullMarked
package io.manako.cli.demo;

import org.jspecify.annotations.NullMarked;
