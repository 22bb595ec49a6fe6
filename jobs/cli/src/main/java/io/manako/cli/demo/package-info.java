/**
 * The demo: real cameras' frames through a real broker and a real Flink job to an annotated video.
 * {@link io.manako.cli.demo.Demo} is the order of events.
 */
@NullMarked
package io.manako.cli.demo;

import org.jspecify.annotations.NullMarked;
