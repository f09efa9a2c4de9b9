/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Runs the usual commands once, so that the launcher can archive the classes that they load. */
final class WarmUp {

  private static final int REQUEST_LIMIT = 4096;
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private WarmUp() {}

  /**
   * Runs the commands of one archive and ends the JVM.
   *
   * @param args {@code plain} for the commands that {@link Main} runs without the parser,
   *     {@code parsed} for the others
   */
  public static void main(String[] args) throws IOException {
    System.exit(args[0].equals("plain") ? plain() : parsed());
  }

  private static int plain() throws IOException {
    run("--version");
    // Not a FaultServer: its classes would be in the archive.
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread answering = new Thread(() -> answer(server));
      answering.setDaemon(true);
      answering.start();
      return run("get", "http://127.0.0.1:" + server.socket().getLocalPort() + "/");
    }
  }

  private static void answer(ServerSocketChannel server) {
    try (SocketChannel caller = server.accept()) {
      caller.read(ByteBuffer.allocate(REQUEST_LIMIT)); // a small request arrives at once
      caller.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the call fails as well
    }
  }

  private static int parsed() {
    run("get", "--help");
    int worst = 0;
    for (String form : new String[] {"text", "json"}) {
      try (FaultServer server =
          FaultServer.start(Step.respond(503), Step.respond(200).body("ok"))) {
        worst = Math.max(worst, run("get", "-i", "--trace", form, server.url("/")));
      }
    }
    return worst;
  }

  private static int run(String... args) {
    return Main.run(Streams.ofProcess(), args);
  }
}
