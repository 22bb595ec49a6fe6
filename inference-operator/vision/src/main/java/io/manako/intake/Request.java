package io.manako.intake;

import io.manako.image.Image;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wish to take in a network.
 *
 * @param name name of the model in the store
 * @param source origin of the file, for {@code model.yaml}
 * @param settings values of {@code model.yaml} that the user gives, by key; {@code input.range} is
 *     short for mean and deviation
 * @param labels sources of names beside the file itself
 * @param trial picture on which the network is tried
 * @param trialName name of that picture in messages
 */
public record Request(
    String name,
    String source,
    Map<String, String> settings,
    LabelChoice.Sources labels,
    Image trial,
    String trialName) {
  public Request {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
