package io.manako.engine.plan;

/**
 * Failure to plan a graph. The message is a sentence for the user that names the node, value or
 * network.
 */
public final class UnsupportedGraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedGraphException(String message) {
    super(message);
  }

  UnsupportedGraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
