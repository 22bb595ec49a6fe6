package io.manako.graph;

/** The file of a model cannot be read. The message is a sentence for the user. */
public final class MalformedModelException extends RuntimeException {
  /** What helps where the Java engine lacks something that the file asks for. */
  public static final String OTHER_ENGINE = "set inference.engine to onnxruntime";

  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
