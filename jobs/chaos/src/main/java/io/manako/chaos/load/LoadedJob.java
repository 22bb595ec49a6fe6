package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.job.JobOptions;
import io.manako.testkit.job.RigJob;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Main class of a process with nothing but a job, so that its resources are the job's. The process
 * runs until its input ends. A line {@value #SAMPLE} is answered with {@link Vitals}; other lines
 * are for the {@link Fitting}.
 */
public final class LoadedJob {
  static final String SAMPLE = "sample";

  private LoadedJob() {}

  /**
   * Starts the job.
   *
   * @param arguments a file of the job's options, and the name of the fitting's class
   */
  public static void main(String[] arguments) throws Exception {
    Fitting fitting =
        Class.forName(arguments[1])
            .asSubclass(Fitting.class)
            .getDeclaredConstructor()
            .newInstance();
    JobOptions options = JobOptions.load(null, settings(Path.of(arguments[0])));
    RigJob job = RigJob.start(options, fitting.inference(options.inference()));
    var unused = job.client().getJobExecutionResult().whenComplete((result, error) -> ended(error));
    serve(job, fitting);
    // The process that asked is gone; nothing here is worth an orderly end.
    Runtime.getRuntime().halt(0);
  }

  private static Map<String, String> settings(Path file) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  private static void ended(Throwable error) {
    System.err.println("the job has ended: " + error);
    Runtime.getRuntime().halt(1);
  }

  private static void serve(RigJob job, Fitting fitting) throws Exception {
    VitalSigns signs = new VitalSigns();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    String line = lines.readLine();
    while (line != null) {
      if (line.equals(SAMPLE)) {
        System.out.println(signs.take(job.restarts()).line());
      } else {
        fitting.tell(line);
      }
      line = lines.readLine();
    }
  }
}
