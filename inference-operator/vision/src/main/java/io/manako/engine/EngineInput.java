package io.manako.engine;

import io.manako.tensor.ImageLayout;
import java.nio.FloatBuffer;

/**
 * Buffer of a batch, created by an engine in the layout that it reads and reused for many batches.
 * Samples outside {@code layout} (padding) belong to the engine and must not be written.
 *
 * @param layout layout of the pictures
 * @param data the samples: direct for native engines, array-backed for the Java engine
 */
public record EngineInput(ImageLayout layout, FloatBuffer data) {}
