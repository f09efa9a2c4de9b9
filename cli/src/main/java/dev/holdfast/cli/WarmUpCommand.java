/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the usual code paths once, without output, so that the launcher can archive the loaded
 * classes.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what a call needs.")
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    quietly("--version");
    quietly("get", "--help");
    try (FaultServer server = FaultServer.start(Step.respond(200).body("ok"))) {
      quietly("get", server.url("/"));
    }
    int worst = 0;
    for (String form : new String[] {"text", "json"}) {
      try (FaultServer server =
          FaultServer.start(Step.respond(503), Step.respond(200).body("ok"))) {
        worst = Math.max(worst, quietly("get", "-i", "--trace", form, server.url("/")));
      }
    }
    return worst;
  }

  private static int quietly(String... args) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Streams streams = new Streams(
        new ByteArrayInputStream(new byte[0]),
        OutputStream.nullOutputStream(),
        nowhere,
        false,
        false,
        () -> false);
    return Main.run(streams, args);
  }
}
