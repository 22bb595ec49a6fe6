package io.manako.cli;

import io.manako.cli.bench.BenchDayCommand;
import io.manako.cli.bench.BenchDecodeCommand;
import io.manako.cli.bench.BenchEngineCommand;
import io.manako.cli.bench.BenchFocusCommand;
import io.manako.cli.bench.BenchFrameCommand;
import io.manako.cli.bench.BenchPipelineCommand;
import io.manako.cli.bench.BenchTrackingCommand;
import picocli.CommandLine.Command;

/** Groups the benchmarks. */
@Command(
    name = "bench",
    description = "Measure speed on this machine.",
    subcommands = {
      BenchDayCommand.class,
      BenchDecodeCommand.class,
      BenchEngineCommand.class,
      BenchFocusCommand.class,
      BenchFrameCommand.class,
      BenchPipelineCommand.class,
      BenchTrackingCommand.class
    })
final class BenchCommand {}
