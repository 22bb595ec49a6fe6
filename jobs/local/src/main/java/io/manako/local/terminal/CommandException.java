package io.manako.local.terminal;

/**
 * Thrown if a command cannot continue. The message is a sentence that says what to do; exit code 1.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
