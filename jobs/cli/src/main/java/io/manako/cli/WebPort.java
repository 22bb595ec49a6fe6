package io.manako.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks ports of web pages on the command line. */
final class WebPort {
  private static final int MOST = 65_535;

  private WebPort() {}

  /**
   * Refuses an invalid port before anything starts.
   *
   * @param port value on the command line
   * @param least 0 for any free port, or −1 if there may be no page
   * @throws ParameterException with a sentence
   */
  static void check(CommandSpec spec, String option, int port, int least) {
    if (port < least || port > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "%s is %d; it must be %d to %d", option, port, least, MOST));
    }
  }
}
