/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Loop;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Adds TLS to a connection, and checks that its peer is the intended host. On the loop. */
final class Securing implements TlsHandshake.Outcome {

  private final TlsLayer tls;
  private final Loop loop;
  private final Executor workers;
  private final Outcome outcome;
  private String host = "";
  private int port;

  /** Called at the end, also after a cancellation. */
  interface Outcome {
    /** Whether the connection is still needed. */
    boolean wanted();

    void secured(TlsChannel channel);

    void failed(Exception failure);
  }

  Securing(TlsLayer tls, Loop loop, Executor workers, Outcome outcome) {
    this.tls = tls;
    this.loop = loop;
    this.workers = workers;
    this.outcome = outcome;
  }

  /** @param protocols offered by ALPN, the preferred one first */
  void start(Channel plain, String peer, int peerPort, List<String> protocols) {
    host = peer;
    port = peerPort;
    Runnable shake = () -> shake(plain, protocols);
    if (tls.loaded(host, port)) {
      shake.run();
    } else {
      load(plain, shake);
    }
  }

  /** Loads many files, which must not happen on the thread of the loop. */
  private void load(Channel plain, Runnable shake) {
    plain.want(false, false);
    try {
      workers.execute(() -> {
        try {
          tls.load(host, port);
        } catch (RuntimeException comesAgain) {
          // The engine cannot be created then, which is reported as a failure of TLS.
        }
        loop.execute(shake);
      });
    } catch (RuntimeException refused) {
      fail(refused);
    }
  }

  private void shake(Channel plain, List<String> protocols) {
    if (!outcome.wanted()) {
      return;
    }
    SSLEngine engine;
    try {
      engine = tls.engine(host, port, protocols.toArray(new String[0]));
    } catch (RuntimeException unusable) {
      fail(unusable);
      return;
    }
    new TlsHandshake(plain, engine, loop, workers, this).start();
  }

  @Override
  public void secured(TlsChannel secured) {
    try {
      tls.check(secured.engine(), host, port);
    } catch (SSLException otherHost) {
      fail(otherHost);
      return;
    }
    outcome.secured(secured);
  }

  @Override
  public void failed(TlsRecords records, Exception failure) {
    outcome.failed(TlsLayer.failure(records.firstBytes(), records.peerEnded(), failure));
  }

  private void fail(Exception failure) {
    outcome.failed(TlsLayer.failure(new byte[0], false, failure));
  }
}
