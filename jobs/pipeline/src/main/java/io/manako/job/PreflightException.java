package io.manako.job;

/** Thrown if the job cannot start. The message is a sentence for the user. */
public final class PreflightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PreflightException(String sentence) {
    super(sentence);
  }

  public PreflightException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
