/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.race.BlockingRace;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.RawSocket;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * A client in the comparison.
 *
 * @param name the name in the tables
 * @param protocols that it speaks
 * @param maker creates one for a kind of call
 */
record Peer<C extends Closeable>(String name, Set<Protocol> protocols, Maker<C> maker) {

  /** The client that all others are compared with. */
  static final String HOLDFAST = "Holdfast";

  static final String RAW = "raw loop";
  static final String TRANSPORT = "Holdfast, transport alone";
  private static final String OKHTTP = "OkHttp (no retries)";
  private static final String JDK = "JDK (no retries)";

  private static final Set<Protocol> ALL = Set.of(Protocol.values());
  private static final Set<Protocol> HTTP_1 = Set.of(Protocol.PLAIN, Protocol.TLS);

  /** The blocking clients, each with its own retries or those that it is usually combined with. */
  static final List<Peer<? extends BlockingClient>> BLOCKING = List.of(
      new Peer<>(RAW, ALL, Peer::raw),
      new Peer<>(HOLDFAST, ALL, HoldfastPeer::new),
      new Peer<>(TRANSPORT, Set.of(Protocol.PLAIN), TransportPeer::new),
      new Peer<>("Apache HttpClient 5", HTTP_1, ApachePeer::new),
      new Peer<>("OkHttp + Failsafe", ALL, OkHttpPeer::new),
      new Peer<>("Spring RestClient + RetryTemplate", HTTP_1, SpringPeer::new),
      new Peer<>("Jetty (no retries)", ALL, JettyPeer::new),
      new Peer<>("Reactor Netty + retryWhen", ALL, ReactorNettyPeer::new),
      new Peer<>("Armeria, RetryingClient", ALL, ArmeriaPeer::new),
      new Peer<>("Methanol, RetryInterceptor", ALL, JdkPeer::withMethanol),
      new Peer<>("JDK + Resilience4j", ALL, JdkPeer::withResilience4j));

  /** The asynchronous clients, with their own retries only: those of a library would slow them. */
  static final List<Peer<? extends AsyncClient>> ASYNC = List.of(
      new Peer<>(HOLDFAST, ALL, HoldfastPeer::new),
      new Peer<>("Apache HttpClient 5, async", ALL, ApacheAsyncPeer::new),
      new Peer<>(OKHTTP, ALL, OkHttpPeer::new),
      new Peer<>("Jetty (no retries)", ALL, JettyPeer::new),
      new Peer<>("Reactor Netty + retryWhen", ALL, ReactorNettyPeer::new),
      new Peer<>("Armeria, RetryingClient", ALL, ArmeriaPeer::new),
      new Peer<>("Methanol, RetryInterceptor", ALL, JdkPeer::withMethanol),
      new Peer<>(JDK, ALL, JdkPeer::alone));

  /** Makes a failure of the main thread end the JVM: threads of some clients would keep it. */
  static void endWithMain() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
      failure.printStackTrace();
      System.exit(1);
    });
  }

  /** Creates a client for one kind of call. */
  interface Maker<C> {
    C make(Target target, Work work) throws Exception;
  }

  /**
   * All clients that can make such calls, the reference first: a raw loop, with a thread for each
   * call.
   */
  static List<Entrant> entrants(Mode mode, Target target, Work work) throws Exception {
    BlockingRace.Threads threads = mode == Mode.VIRTUAL
        ? callers -> BlockingRace.virtualThreads()
        : Executors::newFixedThreadPool;
    List<Entrant> all = new ArrayList<>();
    for (Peer<? extends BlockingClient> peer : BLOCKING) {
      if (peer.protocols.contains(target.protocol())
          && (mode != Mode.ASYNC || peer.name.equals(RAW))) {
        all.add(Entrant.blocking(
            peer.name, threads, () -> peer.maker.make(target, work), work.answer()));
      }
    }
    for (Peer<? extends AsyncClient> peer :
        mode == Mode.ASYNC ? ASYNC : List.<Peer<AsyncClient>>of()) {
      all.add(Entrant.async(peer.name, () -> peer.maker.make(target, work), work.answer()));
    }
    if (mode == Mode.BLOCKING && PythonPeer.speaks(target)) {
      all.add(PythonPeer.entrant(target, work));
    }
    return all;
  }

  /**
   * The clients that are compared while a server fails: none without retries that it could have.
   */
  static List<Peer<? extends AsyncClient>> underFaults(Mode mode) {
    List<Peer<? extends AsyncClient>> all = new ArrayList<>();
    if (mode == Mode.ASYNC) {
      ASYNC.forEach(peer -> all.add(withRetries(peer)));
      return all;
    }
    for (Peer<? extends BlockingClient> peer : BLOCKING) {
      if (!peer.name.equals(RAW)) {
        all.add(new Peer<>(
            peer.name,
            peer.protocols,
            (target, work) -> new ThreadEach(peer.maker.make(target, work))));
      }
    }
    return all;
  }

  /** The client combined with the library of the blocking one if it has no retries of its own. */
  private static Peer<? extends AsyncClient> withRetries(Peer<? extends AsyncClient> peer) {
    return switch (peer.name) {
      case OKHTTP -> new Peer<>("OkHttp + Failsafe", ALL, Retried::okHttpWithFailsafe);
      case JDK -> new Peer<>("JDK + Resilience4j", ALL, Retried::jdkWithResilience4j);
      default -> peer;
    };
  }

  /** A raw loop over HTTP/1.1, even if the others use HTTP/2. */
  private static RawSocket raw(Target target, Work work) {
    return work.uploads()
        ? RawSocket.post(target.sockets(), target.port(), work.path(), work.body(), work.answer())
        : RawSocket.get(target.sockets(), target.port(), work.path(), work.answer());
  }
}
