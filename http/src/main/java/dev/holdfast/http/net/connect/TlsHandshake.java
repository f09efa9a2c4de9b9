/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Loop;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * The handshake of TLS on a new connection, which may be inside another TLS connection. Runs one
 * step after the other, as bytes arrive and are sent.
 */
final class TlsHandshake implements Channel.Owner {

  private final Channel base;
  private final SSLEngine engine;
  private final Loop loop;
  private final Executor workers;
  private final TlsRecords records;
  private final Outcome outcome;
  private boolean over;

  /** Called at the end. */
  interface Outcome {
    void secured(TlsChannel channel);

    /** Called when the handshake failed. The records have the first bytes of the peer. */
    void failed(TlsRecords records, Exception failure);
  }

  /** @param workers run blocking tasks: checks of certificates */
  TlsHandshake(Channel base, SSLEngine engine, Loop loop, Executor workers, Outcome outcome) {
    this.base = base;
    this.engine = engine;
    this.loop = loop;
    this.workers = workers;
    this.outcome = outcome;
    this.records = new TlsRecords(base, engine);
  }

  void start() {
    base.owner(this);
    try {
      engine.beginHandshake();
    } catch (IOException | RuntimeException failure) {
      fail(failure);
      return;
    }
    goOn();
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    goOn();
  }

  private void goOn() {
    if (over) {
      return;
    }
    try {
      if (advance()) {
        over = true;
        TlsChannel channel = new TlsChannel(base, engine, records);
        base.owner(channel);
        outcome.secured(channel);
      }
    } catch (SSLException | RuntimeException failure) {
      fail(failure);
    } catch (IOException broken) {
      fail(heard(broken));
    } catch (Error unforeseen) {
      fail(unforeseen(unforeseen));
      throw unforeseen;
    }
  }

  /**
   * Returns the failure that the peer has reported, if it has. A peer that closes the connection
   * may have sent its reason, which says more than a broken pipe.
   */
  private Exception heard(IOException broken) {
    try {
      while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
        engine.wrap(TlsRecords.NOTHING, base.buffers().encrypted().take());
      }
      do {
        SSLEngineResult.Status status = SSLEngineResult.Status.OK;
        while (status == SSLEngineResult.Status.OK
            && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_UNWRAP) {
          status = records.decrypt(base.scratch()).getStatus();
        }
      } while (records.receive() > 0);
    } catch (SSLException said) {
      return said;
    } catch (IOException silent) {
      // The peer has sent nothing.
    }
    return broken;
  }

  private static IOException unforeseen(Throwable failure) {
    return new IOException("unforeseen: " + failure, failure);
  }

  private void fail(Exception failure) {
    over = true;
    sendAlert();
    outcome.failed(records, failure);
  }

  private void failOnce(Exception failure) {
    if (!over) {
      fail(failure);
    }
  }

  /** Runs one handshake step after the other. Returns false if it has to wait. */
  private boolean advance() throws IOException {
    while (true) {
      boolean stepped;
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          base.want(false, false);
          runTasks();
          return false;
        }
        case NEED_WRAP -> stepped = wrapNothing();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> stepped = unwrapNothing();
        default -> {
          return true;
        }
      }
      if (!stepped) {
        base.want(!records.hasUnsent(), records.hasUnsent());
        return false;
      }
    }
  }

  private void runTasks() {
    Runnable task = engine.getDelegatedTask();
    if (task == null) {
      loop.execute(this::goOn);
      return;
    }
    try {
      workers.execute(() -> {
        try {
          task.run();
          loop.execute(this::goOn);
        } catch (Throwable failure) {
          // The engine would wait for that task for ever.
          loop.execute(() -> failOnce(unforeseen(failure)));
        }
      });
    } catch (RuntimeException | Error refused) {
      fail(unforeseen(refused));
    }
  }

  private boolean wrapNothing() throws IOException {
    return records.flush() && records.encrypt(TlsRecords.NOTHING) >= 0 && records.flush();
  }

  private boolean unwrapNothing() throws IOException {
    if (!records.flush()) {
      return false;
    }
    SSLEngineResult result = records.decrypt(base.scratch());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the peer ended TLS during the handshake");
    }
    if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      return true;
    }
    int count = records.receive();
    if (count < 0) {
      throw new EOFException("connection closed by the peer");
    }
    return count > 0;
  }

  /** Sends the alert to the peer, if that needs no waiting. */
  private void sendAlert() {
    try {
      engine.closeOutbound();
      if (records.flush()) {
        records.encrypt(TlsRecords.NOTHING);
        records.flush();
      }
    } catch (IOException | RuntimeException unheard) {
      // It was only for the peer's log.
    }
  }
}
