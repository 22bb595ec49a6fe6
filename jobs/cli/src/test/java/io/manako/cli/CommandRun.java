package io.manako.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One run of the command line in this process.
 *
 * @param code the exit code
 * @param out what went through picocli's standard output
 * @param err what went through picocli's standard error
 */
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine manako = Manako.commandLine();
    manako.setOut(new PrintWriter(out));
    manako.setErr(new PrintWriter(err));
    int code = manako.execute(args);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
