package io.manako.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Ports of pages, as they are given on the command line. */
final class WebPort {
  private static final int MOST = 65_535;

  private WebPort() {}

  /**
   * Refuses what is no port before anything is started.
   *
   * @param port as it was given
   * @param least 0 for any free one, or −1 if there may be none
   * @throws ParameterException a sentence
   */
  static void check(CommandSpec spec, String option, int port, int least) {
    if (port < least || port > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "%s is %d; it must be %d to %d", option, port, least, MOST));
    }
  }
}
