package io.manako.image;

/** Failure to decode the bytes of a frame. The message is a sentence for the dead letter. */
public final class MalformedFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedFrameException(String reason) {
    super(reason);
  }

  public MalformedFrameException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
