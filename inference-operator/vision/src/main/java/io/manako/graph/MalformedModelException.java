package io.manako.graph;

/** Signals that a model's file cannot be read. The message is a sentence for the user. */
public final class MalformedModelException extends RuntimeException {
  /** Advice for a file that requires something that the Java engine lacks. */
  public static final String OTHER_ENGINE =
      "run it in ONNX Runtime: --engine onnxruntime, in a job inference.engine: onnxruntime";

  /** Words of every message about a file that is no network at all. */
  static final String NO_ONNX = " is no ONNX file";

  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the message with the advice to try the other engine, unless no engine can read the
   * file.
   */
  public String advice() {
    String message = String.valueOf(getMessage());
    return message.contains(NO_ONNX) || message.contains(OTHER_ENGINE)
        ? message
        : message + "; or " + OTHER_ENGINE;
  }
}
