package io.manako.operator;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The models of an operator; at least one of them is there.
 *
 * @param detector null if nothing is detected
 * @param classifier null if nothing is classified
 */
public record Models(@Nullable ModelInfo detector, @Nullable ModelInfo classifier)
    implements Serializable {
  public Models {
    if (detector == null && classifier == null) {
      throw new IllegalArgumentException("neither a detector nor a classifier");
    }
  }
}
