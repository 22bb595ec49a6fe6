package io.manako.local.terminal;

/** A command cannot go on. The message is a sentence that says what to do; exit code 1. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
