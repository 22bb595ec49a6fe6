package io.manako.engine;

import io.manako.tensor.ImageLayout;
import java.nio.FloatBuffer;

/**
 * A batch's own buffer, made by an engine in the layout that it reads. Reused for many batches;
 * samples outside {@code layout} (padding) belong to the engine and must not be written.
 *
 * @param layout where the pictures go
 * @param data direct for native engines, array-backed for the Java engine
 */
public record EngineInput(ImageLayout layout, FloatBuffer data) {}
