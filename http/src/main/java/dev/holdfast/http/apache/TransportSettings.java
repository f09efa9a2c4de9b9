/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.Dns;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings that both transports have. */
public abstract class TransportSettings<B extends TransportSettings<B>> {

  private static final Duration IDLE_DEFAULT = Duration.ofSeconds(60);
  private static final Duration AGE_DEFAULT = Duration.ofSeconds(60);

  private Dns dns = Dns.system();
  private AddressGuard guard = AddressGuard.none();
  private @Nullable SSLContext sslContext;
  private int perRoute = 64;
  private int total = 256;
  private Duration idleTimeout = IDLE_DEFAULT;
  private Duration maxAge = AGE_DEFAULT;
  private Descriptors descriptors = new Descriptors();

  protected TransportSettings() {}

  /** How names become addresses; {@link Dns#system()} by default. */
  public B dns(Dns resolver) {
    this.dns = Objects.requireNonNull(resolver, "dns");
    return self();
  }

  /** Which addresses may be connected to; {@link AddressGuard#none()} by default. */
  public B addressGuard(AddressGuard addressGuard) {
    this.guard = Objects.requireNonNull(addressGuard, "addressGuard");
    return self();
  }

  /** Trust and keys for TLS; the JVM's default context by default. */
  public B sslContext(SSLContext context) {
    this.sslContext = Objects.requireNonNull(context, "sslContext");
    return self();
  }

  /** Most connections to one origin, in use and idle; 64 by default. */
  public B maxConnectionsPerRoute(int connections) {
    this.perRoute = requireAtLeastOne("maxConnectionsPerRoute", connections);
    return self();
  }

  /** Most connections in all, in use and idle; 256 by default. */
  public B maxConnections(int connections) {
    this.total = requireAtLeastOne("maxConnections", connections);
    return self();
  }

  /** How long a connection may rest and be used again; 60 s by default. */
  public B idleTimeout(Duration timeout) {
    this.idleTimeout = Nanos.requirePositive("idleTimeout", timeout);
    return self();
  }

  /**
   * How old a connection may become; 60 s by default. An older one finishes what it carries and is
   * replaced, which follows a name to its new addresses however steady the calls are. Each
   * connection gets an age limit of its own, at most a quarter shorter, so that they do not all end
   * together.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public B maxConnectionAge(Duration age) {
    this.maxAge = Nanos.requirePositive("maxConnectionAge", age);
    return self();
  }

  /** Descriptors that are shared with another transport; its own by default. */
  public B descriptors(Descriptors shared) {
    this.descriptors = Objects.requireNonNull(shared, "descriptors");
    return self();
  }

  protected abstract B self();

  /** Looks names up and knows which addresses are allowed; whoever makes it closes it. */
  protected final Resolver newResolver() {
    return new Resolver(dns, guard);
  }

  protected final int perRoute() {
    return perRoute;
  }

  protected final int total() {
    return total;
  }

  protected final Lifetime lifetime() {
    return new Lifetime(Nanos.of(idleTimeout), Nanos.of(maxAge));
  }

  protected final Descriptors descriptors() {
    return descriptors;
  }

  /**
   * The context for TLS. The JVM's default one, which is made only when it is asked for, throws
   * {@link IllegalStateException} if there is none.
   */
  protected final Supplier<SSLContext> sslContextOrDefault() {
    SSLContext chosen = sslContext;
    return chosen == null ? TransportSettings::defaultContext : () -> chosen;
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException none) {
      throw new IllegalStateException("the JVM has no default TLS context", none);
    }
  }

  private static int requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
    return value;
  }
}
