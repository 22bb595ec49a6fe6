package io.manako.graph;

/** Signals that a model's file cannot be read. The message is a sentence for the user. */
public final class MalformedModelException extends RuntimeException {
  /** Advice for a file that requires something that the Java engine lacks. */
  public static final String OTHER_ENGINE = "set inference.engine to onnxruntime";

  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
