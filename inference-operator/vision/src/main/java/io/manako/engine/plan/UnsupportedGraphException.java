package io.manako.engine.plan;

/** A graph cannot be planned. The message is a sentence for the user that names the node. */
public final class UnsupportedGraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedGraphException(String message) {
    super(message);
  }

  UnsupportedGraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
