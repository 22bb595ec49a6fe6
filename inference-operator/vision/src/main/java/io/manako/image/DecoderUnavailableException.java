package io.manako.image;

/**
 * Failure to provide a decoder: its process cannot be started, or the task was cancelled. No record
 * is to blame, so the task fails. The message is a sentence for the user.
 */
public final class DecoderUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public DecoderUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
