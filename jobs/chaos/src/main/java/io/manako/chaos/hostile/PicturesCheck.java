package io.manako.chaos.hostile;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends damaged and malicious pictures and videos through header check and decoder, in two
 * processes. Every 50th input is a video and every 2500th a bomb; the others are small pictures, of
 * which those that the JDK reads too take its way one time in eight.
 */
public final class PicturesCheck implements ChaosCheck {
  private static final long SHORT = 300_000;
  private static final long LONG = 50_000_000;

  private final Class<? extends RecordDecoder> decoder;
  private final long shortly;
  private final int processes;

  public PicturesCheck() {
    this(RecordDecoder.Genuine.class, SHORT, 2);
  }

  /** Tries another decoder with a number of inputs in a short run, in a number of processes. */
  PicturesCheck(Class<? extends RecordDecoder> decoder, long shortly, int processes) {
    this.decoder = decoder;
    this.shortly = shortly;
    this.processes = processes;
  }

  @Override
  public String name() {
    return "pictures";
  }

  @Override
  public String promise() {
    return "whatever bytes come, a frame is decoded or refused with a sentence: no crash, no hang,"
        + " no leak";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Path seeds = run.folder().resolve("seeds");
    if (Files.notExists(seeds)) {
      HostileInputs.prepare(seeds);
    }
    Path crashes = Files.createDirectories(run.folder().resolve("crashes"));
    Findings findings = new Findings();
    long inputs = run.length().of(shortly, LONG);
    long start = System.nanoTime();
    decode(
        run,
        new DecodingWorker.Work(new AtomicLong(), inputs, findings, run.folder().resolve("inputs")),
        new DecodingProcess.Setup(seeds, run.seed(), decoder, crashes));
    double seconds = (System.nanoTime() - start) / 1e9;
    return findings
        .report(inputs)
        .note("of them made of videos", inputs / HostileInputs.VIDEO_EVERY)
        .note("of them bombs", inputs / HostileInputs.BOMB_EVERY)
        .note("inputs a second", findings.answered() / seconds);
  }

  private void decode(ChaosRun run, DecodingWorker.Work work, DecodingProcess.Setup setup)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService workers = Executors.newFixedThreadPool(processes);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        done.add(workers.submit(new DecodingWorker(work, setup)));
      }
      for (Future<Void> worker : done) {
        await(worker, run, work);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static void await(Future<Void> worker, ChaosRun run, DecodingWorker.Work work)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        worker.get(10, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        run.say("%,d of %,d inputs", work.findings().answered(), work.end());
      }
    }
  }
}
