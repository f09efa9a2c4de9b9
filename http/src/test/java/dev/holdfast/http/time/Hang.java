/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.time;

import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Every place where a call can get stuck, for real: something that hangs, and a request to it. */
enum Hang {
  DNS {
    @Override
    Stuck set() {
      CountDownLatch never = new CountDownLatch(1);
      Dns silent = host -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return List.of(InetAddress.getLoopbackAddress());
      };
      return new Stuck(
          patient().dns(silent).build(), Request.get("http://silent.test/"), never::countDown);
    }
  },
  CONNECT {
    @Override
    Stuck set() {
      DeadEnd blackHole = DeadEnd.blackHole();
      return new Stuck(patient().build(), Request.get(blackHole.url("/")), blackHole::close);
    }
  },
  TLS_HANDSHAKE {
    @Override
    Stuck set() {
      FaultServer server = FaultServer.start(Step.always(Step.stallOnAccept()));
      Request request = Request.get("https://127.0.0.1:" + server.port() + "/");
      return new Stuck(patient().build(), request, server::close);
    }
  },
  POOL {
    @Override
    Stuck set() {
      FaultServer server = FaultServer.start(Step.always(Step.stall()));
      Session session = patient().maxConnections(1).maxConnectionsPerRoute(1).build();
      Thread occupant =
          new Thread(() -> quietly(session, Request.get(server.url("/first"))), "occupant");
      occupant.start();
      try {
        server.awaitRequests(1, Duration.ofSeconds(30));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new Stuck(session, Request.get(server.url("/second")), server::close);
    }
  },
  SEND {
    @Override
    Stuck set() {
      FaultServer server = FaultServer.start(Step.always(Step.neverReadRequest()));
      return new Stuck(patient().build(), Request.put(server.url("/")).body(LARGE), server::close);
    }
  },
  BODY_SOURCE {
    @Override
    Stuck set() {
      FaultServer server = FaultServer.start(Step.always(Step.respond(200)));
      CountDownLatch over = new CountDownLatch(1);
      InputStream silent = new InputStream() {
        @Override
        public int read() {
          awaitWhateverComes(over);
          return -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          return read();
        }
      };
      Request request = Request.put(server.url("/")).body(Body.once(silent, -1));
      return new Stuck(patient().build(), request, () -> {
        over.countDown();
        server.close();
      });
    }
  },
  NO_RESPONSE {
    @Override
    Stuck set() {
      return answering(Step.stall());
    }
  },
  HALF_A_HEAD {
    @Override
    Stuck set() {
      return answering(Step.partialStatusThenStall());
    }
  },
  DRIPPING_HEAD {
    @Override
    Stuck set() {
      return answering(Step.dribbleHeaders(Duration.ofMillis(50)));
    }
  },
  HALF_A_BODY {
    @Override
    Stuck set() {
      return answering(Step.stallMidBody());
    }
  },
  DRIPPING_BODY {
    @Override
    Stuck set() {
      return answering(Step.dribble(10_000, Duration.ofMillis(20)));
    }
  },
  BACKOFF {
    @Override
    Stuck set() {
      FaultServer server = FaultServer.start(Step.always(Step.respond(503)));
      Retry slow = Retry.builder()
          .total(1_000)
          .backoff(Backoff.list(Duration.ofMillis(60)))
          .build();
      return new Stuck(patient().retry(slow).build(), Request.get(server.url("/")), server::close);
    }
  };

  /** Frees what hangs. */
  interface Ending extends AutoCloseable {
    @Override
    void close();
  }

  /** A call that will hang: use it, then close it. */
  record Stuck(Session session, Request request, Ending other) implements AutoCloseable {
    @Override
    public void close() {
      session.close();
      other.close();
    }
  }

  private static final byte[] LARGE = new byte[30_000_000];

  abstract Stuck set();

  private static Stuck answering(Step step) {
    FaultServer server = FaultServer.start(Step.always(step));
    return new Stuck(patient().build(), Request.get(server.url("/")), server::close);
  }

  /** Nothing but the deadline, an interrupt or a close ends a call of this session soon. */
  private static SessionBuilder patient() {
    Duration minute = Duration.ofMinutes(1);
    return Session.builder()
        .retry(Retry.off())
        .timeouts(Timeouts.of(minute, minute).write(minute).pool(minute).deadline(minute));
  }

  /** As a read from a file or a socket, which no interrupt ends. */
  private static void awaitWhateverComes(CountDownLatch end) {
    boolean interrupted = false;
    while (true) {
      try {
        end.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void quietly(Session session, Request request) {
    try {
      session.request(request);
    } catch (dev.holdfast.http.RequestException e) {
      // It ends when the session is closed.
    }
  }
}
