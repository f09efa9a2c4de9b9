/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Transport;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A way to carry one attempt. Every test class that is parametrised with modes is part of the
 * contract of transports: it runs once a mode, so that no mode gets rules of its own. An
 * asynchronous transport takes part behind a {@link Transport} that waits for its outcome and
 * cancels it when interrupted.
 */
enum Mode {
  /** The calling thread carries its attempt. */
  BLOCKING {
    @Override
    Transport open(Setup setup) {
      return setup.open();
    }
  },
  /** The event loop carries it. */
  ASYNCHRONOUS {
    @Override
    Transport open(Setup setup) {
      return Transport.waitingFor(setup.open().asynchronous());
    }
  };

  abstract Transport open(Setup setup);

  /** A client with the default settings. */
  TransportFixture client() {
    return client(new Setup());
  }

  TransportFixture client(Dns dns) {
    return client(new Setup().dns(dns));
  }

  TransportFixture client(Setup setup) {
    return new TransportFixture(open(setup));
  }

  /** Settings of a transport that tests change. */
  static final class Setup {
    private Dns dns = Dns.system();
    private @Nullable SSLContext tls;
    private int connectionsPerRoute = 64;

    private Duration idleTimeout = Duration.ofSeconds(60);
    private Duration maxAge = Duration.ofSeconds(60);

    private DefaultTransport open() {
      DefaultTransport.Builder builder = DefaultTransport.builder()
          .dns(dns)
          .idleTimeout(idleTimeout)
          .maxConnectionAge(maxAge)
          .maxConnectionsPerRoute(connectionsPerRoute);
      return tls == null ? builder.build() : builder.tls(Tls.of(tls)).build();
    }

    Setup idleTimeout(Duration timeout) {
      idleTimeout = timeout;
      return this;
    }

    Setup maxAge(Duration age) {
      maxAge = age;
      return this;
    }

    Setup dns(Dns resolver) {
      dns = resolver;
      return this;
    }

    Setup tls(SSLContext context) {
      tls = context;
      return this;
    }

    Setup connectionsPerRoute(int connections) {
      connectionsPerRoute = connections;
      return this;
    }
  }
}
