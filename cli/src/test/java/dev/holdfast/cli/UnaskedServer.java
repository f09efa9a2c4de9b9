/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for commands that must be refused: no test of a class may connect to it. */
final class UnaskedServer implements AfterAllCallback {

  private final FaultServer server = FaultServer.start(Step.always(Step.respond(200)));

  String url(String path) {
    return server.url(path);
  }

  int port() {
    return server.port();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(server.connections()).isZero();
    server.close();
  }
}
