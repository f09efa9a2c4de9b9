/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Assigns HTTP/2 streams. Each origin has one connection. The first attempt that needs it opens it,
 * within the limits of {@link ConnectionPool}, while the others wait. Streams are assigned first
 * come, first served, as far as the peer's limit allows. On the loop.
 */
public final class Http2Pool {

  /** The failures that concern only the opener and say nothing of the server. */
  private static final Set<FailureKind> ENDED_HERE =
      EnumSet.of(FailureKind.CANCELLED, FailureKind.DEADLINE_EXCEEDED, FailureKind.POOL_TIMEOUT);

  private final Map<Origin, OriginStreams> origins = new LinkedHashMap<>();
  private final Http1Origins http1Origins;
  private final Predicate<Origin> hasRoom;
  private boolean closed;

  /** An attempt that needs a stream. */
  public interface Seeker {

    /** Whether HTTP/1.1 is acceptable too. */
    boolean takesHttp1();

    /** Returns the address that another should replace; empty if any is accepted. */
    String avoided();

    /** Called when there is room for a stream, which must be taken now. */
    void found(Http2Connection connection);

    /** Called to open a connection, and to report the end: opened, speaksHttp1 or failed. */
    void open();

    /** Called when the server speaks HTTP/1.1 only. */
    void http1();

    /** Called when the awaited connection could not be made. */
    void failed(TransportException failure);
  }

  /** The connections to one origin, and the attempts that wait for a stream there. */
  private static final class OriginStreams {
    final Origin origin;
    final Set<Seeker> waiting = new LinkedHashSet<>();
    /** The connections, the newest first. */
    final List<Http2Connection> connections = new ArrayList<>(1);

    boolean serving;

    @Nullable Seeker opener;

    OriginStreams(Origin origin) {
      this.origin = origin;
    }
  }

  /** Handles the events of a connection once it is ready. */
  private final class Owner implements Http2Events {
    private final Origin origin;

    Owner(Origin origin) {
      this.origin = origin;
    }

    @Override
    public void ready(Http2Connection connection) {
      throw new AssertionError("ready twice");
    }

    @Override
    public void failed(Http2Connection connection, IOException cause) {
      throw new AssertionError("was ready", cause);
    }

    @Override
    public void changed(Http2Connection connection) {
      Http2Pool.this.changed(origin, connection);
    }
  }

  /** @param hasRoom tests whether a connection to an origin could be opened at once */
  public Http2Pool(Http1Origins http1Origins, Predicate<Origin> hasRoom) {
    this.http1Origins = http1Origins;
    this.hasRoom = hasRoom;
  }

  public void seek(Origin origin, Seeker seeker) {
    if (seeker.takesHttp1() && http1Origins.contains(origin)) {
      seeker.http1();
      return;
    }
    OriginStreams streams = origins.computeIfAbsent(origin, OriginStreams::new);
    streams.waiting.add(seeker);
    serve(streams);
  }

  /** Stops waiting, or opening. */
  public void cancel(Origin origin, Seeker seeker) {
    OriginStreams streams = origins.get(origin);
    if (streams != null) {
      streams.waiting.remove(seeker);
      if (streams.opener == seeker) {
        streams.opener = null;
        serve(streams);
      }
      forgetIfEmpty(origin, streams);
    }
  }

  /** Adds a connection that is ready. Its opener takes the first stream. */
  public void opened(Origin origin, Http2Connection connection) {
    OriginStreams streams = origins.computeIfAbsent(origin, OriginStreams::new);
    Seeker opener = streams.opener;
    streams.opener = null;
    http1Origins.speaksHttp2(origin);
    List<Http2Connection> before = List.copyOf(streams.connections);
    streams.connections.add(0, connection);
    connection.owner(new Owner(origin));
    before.stream().filter(Http2Connection::old).forEach(Http2Connection::retire);
    if (opener != null) {
      if (connection.hasRoom()) {
        opener.found(connection);
      } else {
        streams.waiting.add(opener);
      }
    }
    serve(streams);
  }

  /** Records that the opener has an HTTP/1.1 connection, and uses it. */
  public void speaksHttp1(Origin origin) {
    http1Origins.negotiated(origin);
    OriginStreams streams = origins.get(origin);
    if (streams != null) {
      streams.opener = null;
      leaveToHttp1(streams);
      serve(streams);
      forgetIfEmpty(origin, streams);
    }
  }

  /** Records that the server has demanded HTTP/1.1 on one of its streams. */
  public void requiresHttp1(Origin origin) {
    http1Origins.insists(origin);
    OriginStreams streams = origins.get(origin);
    if (streams != null) {
      leaveToHttp1(streams);
    }
  }

  private static void leaveToHttp1(OriginStreams streams) {
    for (Seeker seeker : List.copyOf(streams.waiting)) {
      if (seeker.takesHttp1()) {
        streams.waiting.remove(seeker);
        seeker.http1();
      }
    }
  }

  /**
   * Records that the opener has failed. After a failure that says nothing of the server, the others
   * try.
   */
  public void openFailed(Origin origin, TransportException failure) {
    OriginStreams streams = origins.get(origin);
    if (streams == null) {
      return;
    }
    streams.opener = null;
    streams.connections.forEach(Http2Connection::renew);
    if (!ENDED_HERE.contains(failure.kind())) {
      for (Seeker seeker : List.copyOf(streams.waiting)) {
        streams.waiting.remove(seeker);
        seeker.failed(failure);
      }
    }
    serve(streams);
    forgetIfEmpty(origin, streams);
  }

  /** Handles a connection that has more room, or none any more. */
  private void changed(Origin origin, Http2Connection connection) {
    OriginStreams streams = origins.get(origin);
    if (streams != null) {
      if (!connection.usable()) {
        streams.connections.remove(connection);
      }
      serve(streams);
      forgetIfEmpty(origin, streams);
    }
  }

  public void close() {
    closed = true;
    for (OriginStreams streams : origins.values()) {
      streams.connections.forEach(Http2Connection::close);
      streams.connections.clear();
    }
  }

  /**
   * Serves the waiting attempts. One may fail at once and return here: then the loop below goes on.
   */
  private void serve(OriginStreams streams) {
    if (streams.serving) {
      return;
    }
    streams.serving = true;
    try {
      while (!closed && !streams.waiting.isEmpty() && serveFirst(streams)) {
        // The next one.
      }
    } finally {
      streams.serving = false;
    }
  }

  private boolean serveFirst(OriginStreams streams) {
    Seeker seeker = streams.waiting.iterator().next();
    Http2Connection free = withRoom(streams, seeker.avoided());
    boolean open = streams.opener == null
        && (streams.connections.isEmpty()
            || isPoor(free, seeker.avoided()) && hasRoom.test(streams.origin));
    if (open) {
      streams.waiting.remove(seeker);
      streams.opener = seeker;
      seeker.open();
    } else if (free != null) {
      streams.waiting.remove(seeker);
      seeker.found(free);
    }
    return open || free != null;
  }

  /** Whether there is a connection, but one that should be replaced. */
  private static boolean isPoor(@Nullable Http2Connection free, String avoid) {
    return free != null && (free.old() || free.channel().remote().equals(avoid));
  }

  /** Returns the newest connection with room, if possible to another address. */
  private static @Nullable Http2Connection withRoom(OriginStreams streams, String avoid) {
    Http2Connection avoided = null;
    for (Http2Connection connection : streams.connections) {
      if (connection.hasRoom()) {
        if (!connection.channel().remote().equals(avoid)) {
          return connection;
        }
        avoided = connection;
      }
    }
    return avoided;
  }

  private void forgetIfEmpty(Origin origin, OriginStreams streams) {
    if (streams.waiting.isEmpty() && streams.connections.isEmpty() && streams.opener == null) {
      origins.remove(origin);
    }
  }
}
