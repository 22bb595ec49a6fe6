package io.manako.operator.options;

import io.manako.image.Isolation;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What protects the job from frames that its decoder does not survive.
 *
 * @param crashMemory a folder, {@code auto} or {@code off}
 * @param isolation of decoders in processes of their own, null to decode in the job's
 */
public record DecodeProtection(String crashMemory, @Nullable Isolation isolation)
    implements Serializable {}
