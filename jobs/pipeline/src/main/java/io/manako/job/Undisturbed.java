package io.manako.job;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs work that Flink's cancellation of a task must not interrupt halfway. */
final class Undisturbed {
  private Undisturbed() {}

  /**
   * Runs the work on a thread of its own, which is never interrupted, and waits for its end. A
   * caller that is interrupted meanwhile gets its interrupt flag back afterwards.
   *
   * @throws Exception if the work throws it
   */
  static <T> T call(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, Thread.currentThread().getName() + ", undisturbed").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
