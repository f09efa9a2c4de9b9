/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.Result;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Python's requests with the retries of urllib3, in a process of its own, if installed. */
final class PythonPeer implements Closeable {

  private static final String SCRIPT = "peer.py";

  private final Path script;
  private final Process process;
  private final PrintStream input;
  private final BufferedReader output;
  private final String version;

  private PythonPeer(Target target, Work work) throws IOException {
    script = Files.createTempFile("peer", ".py");
    try (InputStream source = PythonPeer.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, source == null ? new byte[0] : source.readAllBytes());
    }
    process = new ProcessBuilder(
            "python3",
            script.toString(),
            target.url(work),
            String.valueOf(work.body().length),
            String.valueOf(work.answer()),
            String.valueOf(Policies.RETRIES))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String hello = output.readLine();
    version = hello == null ? "" : hello;
  }

  /** Whether it is installed and can make such calls. */
  static boolean speaks(Target target) throws IOException {
    return target.protocol() == Protocol.PLAIN && !version(target).isEmpty();
  }

  /** The versions of Python and of the library; empty if one is missing. */
  static String version(Target target) throws IOException {
    try (PythonPeer peer = new PythonPeer(target, Work.GET_1K)) {
      return peer.version;
    } catch (IOException missing) {
      return "";
    }
  }

  static Entrant entrant(Target target, Work work) throws Exception {
    return Entrant.of(
        "Python requests + Retry", () -> new PythonPeer(target, work), peer -> peer::round);
  }

  /**
   * Runs a round. The figures come from that process, since the counters of this one do not include
   * it.
   */
  private Result round(int callers, long nanos) throws IOException {
    input.println(callers + " " + nanos);
    String answer = output.readLine();
    if (answer == null) {
      throw new IOException("the process ended");
    }
    List<Double> told =
        Arrays.stream(answer.split(" ", -1)).map(Double::valueOf).toList();
    return new Result(
        told.get(0).longValue(),
        told.get(1),
        told.get(2).longValue(),
        told.get(3).longValue(),
        told.get(4).longValue(),
        told.get(5),
        Double.NaN,
        told.get(6).longValue(),
        0,
        told.get(7).longValue());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.delete(script);
  }
}
