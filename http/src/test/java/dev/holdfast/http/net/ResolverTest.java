/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.net.connect.Resolver;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private final AtomicBoolean exhausted = new AtomicBoolean(true);

  @Test
  @Tag("E06")
  void aThreadThatCannotBeStartedFailsThatLookUpAlone() throws IOException {
    try (Resolver resolver =
        new Resolver(host -> List.of(Loopback.address(1)), AddressGuard.none(), threads())) {
      TransportException failure =
          catchThrowableOfType(TransportException.class, () -> resolve(resolver));

      assertThat(failure.kind()).isEqualTo(FailureKind.DNS_FAILURE);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("unable to create native thread");

      exhausted.set(false);
      assertThat(resolve(resolver)).containsExactly(Loopback.address(1));
    }
  }

  private static List<InetAddress> resolve(Resolver resolver) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    try (Resolver.Pending lookup = resolver.begin("a.example", done::countDown)) {
      if (!done.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("no answer");
      }
      return lookup.addresses();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private ThreadFactory threads() {
    return work -> {
      if (exhausted.get()) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    };
  }
}
