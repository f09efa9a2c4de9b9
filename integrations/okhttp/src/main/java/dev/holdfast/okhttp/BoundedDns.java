/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.transport.Phase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Resolves names with the client's resolver, but on a thread that may be abandoned: the system's
 * resolver can be neither bounded nor cancelled, and would hold the calling thread.
 */
final class BoundedDns implements Dns {

  /** The largest number of look-ups that may hang at the same time. */
  private static final int THREADS = 64;

  private final Dns dns;
  private final ThreadPoolExecutor threads;

  BoundedDns(Dns dns) {
    this.dns = dns;
    this.threads =
        new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
          Thread thread = new Thread(task, "holdfast-okhttp-dns");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    OkHttpAttempt attempt = OkHttpAttempt.present();
    if (attempt == null) {
      return dns.lookup(hostname);
    }
    attempt.begin(Phase.DNS);
    try {
      Future<List<InetAddress>> addresses = threads.submit(() -> dns.lookup(hostname));
      List<InetAddress> found =
          addresses.get(Math.max(1, attempt.connectNanosLeft()), TimeUnit.NANOSECONDS);
      attempt.begin(Phase.CONNECT);
      return found;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException unknown
          ? unknown
          : failed(hostname, "failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(hostname, "was interrupted", e);
    } catch (TimeoutException e) {
      attempt.connectExpired();
      throw failed(hostname, "took too long", e);
    } catch (RejectedExecutionException e) {
      throw failed(hostname, "could not begin, since " + THREADS + " others hang", e);
    }
  }

  private static UnknownHostException failed(String hostname, String what, Exception cause) {
    UnknownHostException failure =
        new UnknownHostException("the look-up of " + hostname + " " + what);
    failure.initCause(cause);
    return failure;
  }
}
