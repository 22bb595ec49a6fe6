package io.manako.operator.options;

import io.manako.image.Isolation;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Protection of the job from frames that crash its decoder.
 *
 * @param crashMemory folder, {@code auto} or {@code off}
 * @param isolation limits of decoders in processes of their own; null to decode in the TaskManager
 */
public record DecodeProtection(String crashMemory, @Nullable Isolation isolation)
    implements Serializable {}
