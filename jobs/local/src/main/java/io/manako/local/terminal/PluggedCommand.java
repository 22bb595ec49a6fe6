package io.manako.local.terminal;

import java.util.concurrent.Callable;

/**
 * Command that another module adds to the command line: a class with picocli's annotations, which
 * {@link java.util.ServiceLoader} finds. The command returns its exit code.
 */
public interface PluggedCommand extends Callable<Integer> {}
