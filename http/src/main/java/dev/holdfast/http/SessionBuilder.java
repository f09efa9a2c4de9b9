/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.json.Codecs;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.origin.OriginStates;
import dev.holdfast.http.origin.Routing;
import dev.holdfast.http.runtime.AsyncChoice;
import dev.holdfast.http.runtime.OpenStreams;
import dev.holdfast.http.runtime.SessionResources;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.thread.ThreadRandom;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a session. Not thread-safe. Every setter checks its argument at once.
 */
public final class SessionBuilder extends IdentitySettings<SessionBuilder> {

  /**
   * The default size limit, 16 MiB: an API's responses are smaller, and a small heap survives a
   * server that never ends.
   */
  private static final int DEFAULT_MAX_BODY_SIZE = 16 << 20;

  /**
   * The default ratio. Text compresses 3 to 20 times, logs up to 100 times; DEFLATE allows 1,032
   * (RFC 1951).
   */
  private static final int DEFAULT_MAX_RATIO = 200;

  private final DefaultTransport.Builder defaultTransport;
  private final Map<Url, UnaryOperator<Settings>> mounts = new LinkedHashMap<>();
  private final Tls jvm;

  /** The settings of the built-in transport that were set. */
  private final Set<String> ownSettings = new LinkedHashSet<>();

  private TimeSource time = TimeSource.system();
  private RandomGenerator random = new ThreadRandom();
  private int maxBodySize = DEFAULT_MAX_BODY_SIZE;
  private boolean decompress = true;
  private int maxCompressionRatio = DEFAULT_MAX_RATIO;
  private @Nullable BodyCodec codec;
  private @Nullable LimitStore limitStore;
  private @Nullable Transport transport;
  private @Nullable AsyncTransport asyncTransport;
  private @Nullable Executor executor;

  SessionBuilder() {
    defaultTransport = DefaultTransport.builder();
    jvm = Tls.jvm();
    settings(settings().tls(jvm));
  }

  @Override
  SessionBuilder self() {
    return this;
  }

  /** Creates a builder with the settings of another one. */
  SessionBuilder(SessionBuilder from) {
    super(from);
    defaultTransport = from.defaultTransport.copy();
    ownSettings.addAll(from.ownSettings);
    mounts.putAll(from.mounts);
    jvm = from.jvm;
    time = from.time;
    random = from.random;
    maxBodySize = from.maxBodySize;
    decompress = from.decompress;
    maxCompressionRatio = from.maxCompressionRatio;
    codec = from.codec;
    limitStore = from.limitStore;
    transport = from.transport;
    asyncTransport = from.asyncTransport;
    executor = from.executor;
  }

  /**
   * Sets the store of rate limits and cooldowns (default: within the session). With a shared store,
   * several sessions or a fleet have common limits.
   */
  public SessionBuilder limitStore(LimitStore store) {
    limitStore = Objects.requireNonNull(store, "limitStore");
    return this;
  }

  /**
   * Sets other settings for URLs below a prefix. The longest prefix wins; it matches the parsed
   * origin and whole path segments.
   *
   * @param prefix a URL without query, such as {@code https://api.example.com/v1}
   * @param change gets the session's settings and returns those for the prefix
   * @throws InvalidRequestException if the prefix is not such a URL
   */
  public SessionBuilder mount(String prefix, UnaryOperator<Settings> change) {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(change, "change");
    try {
      Url url = Url.parse(prefix);
      if (url.target().indexOf('?') >= 0) {
        throw new IllegalArgumentException(
            "prefix: has a query (expected: scheme, host and path only)");
      }
      mounts.put(url, change);
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of(e);
    }
    return this;
  }

  /** Sets the resolver of host names (default: the operating system). */
  public SessionBuilder dns(Dns dns) {
    own("dns").dns(Objects.requireNonNull(dns, "dns"));
    return this;
  }

  /**
   * Sets which addresses may be connected to (default: all). For URLs from strangers, use
   * {@link AddressGuard#publicOnly()}. A refusal is a {@link ConnectException}, never retried.
   */
  public SessionBuilder addressGuard(AddressGuard guard) {
    own("addressGuard").addressGuard(Objects.requireNonNull(guard, "guard"));
    return this;
  }

  /**
   * Limits the connections to one origin (default 64).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public SessionBuilder maxConnectionsPerRoute(int connections) {
    own("maxConnectionsPerRoute").maxConnectionsPerRoute(connections);
    return this;
  }

  /**
   * Limits the connections in all (default 256).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public SessionBuilder maxConnections(int connections) {
    own("maxConnections").maxConnections(connections);
    return this;
  }

  /**
   * Limits the age of a connection (default 60 s). An older one finishes its requests and is
   * replaced, so that calls follow a name to its new addresses even under steady load. Each
   * connection has an age limit of its own, at most a quarter shorter.
   *
   * @throws IllegalArgumentException if not positive
   */
  public SessionBuilder maxConnectionAge(Duration age) {
    own("maxConnectionAge").maxConnectionAge(age);
    return this;
  }

  /**
   * Limits how long a connection may be idle and still be reused (default 60 s). A shorter time
   * that the server announces ({@code Keep-Alive: timeout=N}) is honoured.
   *
   * @throws IllegalArgumentException if not positive
   */
  public SessionBuilder maxConnectionIdle(Duration idle) {
    own("maxConnectionIdle").idleTimeout(idle);
    return this;
  }

  /**
   * Sets how long an HTTP/2 connection may be silent before it sends a PING (default 15 s). Without
   * an answer within the same time again, every request on it fails.
   *
   * @throws IllegalArgumentException if not positive
   */
  public SessionBuilder pingAfter(Duration silence) {
    own("pingAfter").pingAfter(silence);
    return this;
  }

  /**
   * Limits the size of a body in memory, after decoding (default 16 MiB). A larger one is an error.
   *
   * @throws IllegalArgumentException if negative or above 2,147,483,639 bytes
   */
  public SessionBuilder maxBodySize(long bytes) {
    long largestArray = Integer.MAX_VALUE - 8L;
    if (bytes < 0 || bytes > largestArray) {
      throw new IllegalArgumentException(
          "maxBodySize: " + bytes + " (expected: 0 to " + largestArray + ")");
    }
    maxBodySize = (int) bytes;
    return this;
  }

  /**
   * Sets whether responses may be compressed (default: yes). Requests then carry
   * {@code Accept-Encoding: gzip, deflate}, and bodies are decoded while they are read, within
   * {@link #maxBodySize} and {@link #maxCompressionRatio}; the headers are unchanged, so
   * {@code Content-Encoding} and {@code Content-Length} describe the body as sent. If not, or if
   * the request has an {@code Accept-Encoding} or {@code Range} header of its own, bodies are
   * returned as they were received.
   */
  public SessionBuilder decompress(boolean decode) {
    decompress = decode;
    return this;
  }

  /**
   * Limits how many times its size a compressed body may grow (default 200), beyond the first 4
   * MiB. More is treated as a decompression bomb.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public SessionBuilder maxCompressionRatio(int ratio) {
    if (ratio < 1) {
      throw new IllegalArgumentException("maxCompressionRatio: " + ratio + " (expected: >= 1)");
    }
    maxCompressionRatio = ratio;
    return this;
  }

  /**
   * Sets the codec for {@code json(…)} of requests and responses, such as a mapper of yours
   * (default: the codec of the module {@code holdfast-jackson3} or {@code holdfast-jackson2},
   * whichever is present; the first of them if both are).
   */
  public SessionBuilder codec(BodyCodec jsonCodec) {
    codec = Objects.requireNonNull(jsonCodec, "codec");
    return this;
  }

  /** Sets the clock, which also waits (default: the real one). Tests can set a virtual clock. */
  public SessionBuilder time(TimeSource timeSource) {
    time = Objects.requireNonNull(timeSource, "time");
    return this;
  }

  /** Sets the source of jitter (default: a generator for each thread). Must be thread-safe. */
  public SessionBuilder random(RandomGenerator generator) {
    random = Objects.requireNonNull(generator, "random");
    return this;
  }

  /**
   * Sets another transport, such as a mock. Settings of connections do not apply to it. It is
   * closed with the session.
   */
  public SessionBuilder transport(Transport other) {
    transport = Objects.requireNonNull(other, "transport");
    return this;
  }

  /**
   * Sets another transport for asynchronous calls. Settings of connections do not apply to it. It
   * is closed with the session. Without one, a session with its own {@link #transport} runs
   * asynchronous calls over that, on threads: see {@link AsyncTransport#overThreads}.
   */
  public SessionBuilder asyncTransport(AsyncTransport other) {
    asyncTransport = Objects.requireNonNull(other, "asyncTransport");
    return this;
  }

  /**
   * Sets the executor for the steps of asynchronous calls after an attempt or a wait, their
   * observers, and the stages that depend on their futures. Default: threads of the session, which
   * end when they are idle; virtual ones on Java 21 and later, else at most 8 or four for each
   * processor, so that tasks should not block for long.
   *
   * <p>Code of the caller never runs on a thread that does the I/O or runs timers. If the executor
   * runs a task on the calling thread, as {@code Runnable::run} does, or a pool with a caller-runs
   * policy, the task moves to a thread of the session.
   *
   * <p>If the executor refuses a task, the call ends with {@link CancelledException}; dependent
   * stages then run on threads of the session, also after it was closed. The executor is not closed
   * with the session.
   */
  public SessionBuilder executor(Executor callers) {
    executor = Objects.requireNonNull(callers, "executor");
    return this;
  }

  /**
   * Builds the session.
   *
   * @throws IllegalArgumentException if the settings contradict each other, the transport cannot
   *     keep them, or the environment names an invalid proxy
   */
  public Session build() {
    Mounts settled =
        Mounts.of(settings().routing(routing()).hooks(authentications()::addTo), mounts);
    requireOwnTransport(settled);
    Transport carrier = transport == null ? ownTransport(settled) : transport;
    Requirements requirements = Requirements.of(carrier, asyncTransport);
    settled.check(requirements);
    CloseableTime waits = new CloseableTime(time);
    Listeners listeners = listeners(time);
    SessionParts parts = new SessionParts(
        carrier,
        requirements,
        settled,
        waits,
        listeners,
        new CallLog(time),
        new Bodies(maxBodySize, decompress, maxCompressionRatio),
        Codecs.of(codec),
        new BlockingDriver(waits),
        new RetryEngine(settings().retry().policy(), random),
        new OpenStreams(time, HttpAttempts.DISCARD_BYTES),
        AsyncChoice.of(asyncTransport, carrier),
        executor,
        new OriginStates(
            time,
            random,
            limitStore == null ? LimitStore.unshared(time) : limitStore,
            listeners::breakerChanged),
        jar(time),
        authentications());
    SessionResources resources = new SessionResources(parts.owned(), SessionBuilder::closed);
    if (transport == null && asyncTransport == null) {
      // Transports of the caller may serve other sessions too.
      resources.closeAfter(parts);
    }
    return new Session(parts, settled, resources, new SessionBuilder(this));
  }

  private static RequestException closed() {
    return Failure.beforeSending(Category.CANCELLED, "the session is closed", Optional.empty())
        .toException();
  }

  /** Proxies of the environment are for transports that can use them. */
  private Routing routing() {
    boolean can = (transport == null || transport.capabilities().routes())
        && (asyncTransport == null || asyncTransport.capabilities().routes());
    return settings().routing().settled(can);
  }

  private Transport ownTransport(Mounts settled) {
    return defaultTransport.tls(settled.commonTls()).tls(settled.tls()).build();
  }

  private DefaultTransport.Builder own(String setting) {
    ownSettings.add(setting);
    return defaultTransport;
  }

  /** Refuses settings that another transport would ignore. It has settings of its own. */
  private void requireOwnTransport(Mounts settled) {
    boolean differs = settled.commonTls() != jvm || !settled.tls().isEmpty();
    if (differs && transport != null) {
      throw new IllegalArgumentException(
          "tls: set beside a transport of the caller's (expected: one of them)");
    }
    Object other = transport == null ? asyncTransport : transport;
    if (other != null && !ownSettings.isEmpty()) {
      throw new IllegalArgumentException(String.join(", ", ownSettings)
          + ": set beside the transport " + Requirements.name(other)
          + " (expected: what that transport has for it, or StandardTransport.builder())");
    }
  }
}
