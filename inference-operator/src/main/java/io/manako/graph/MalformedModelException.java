package io.manako.graph;

/** The file of a model cannot be read. The message is a sentence for the user. */
public final class MalformedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
