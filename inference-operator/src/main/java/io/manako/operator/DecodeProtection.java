package io.manako.operator;

import java.io.Serializable;

/**
 * What protects the job from frames that its decoder does not survive.
 *
 * @param crashMemory a folder, {@code auto} or {@code off}
 */
public record DecodeProtection(String crashMemory) implements Serializable {}
