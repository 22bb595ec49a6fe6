package io.manako.image;

/**
 * There is no decoder, whatever the record: its process cannot be started, or the task was
 * cancelled. No record is to blame, so this fails the task. The message is a sentence for the user.
 */
public final class DecoderUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public DecoderUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
