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
  private static final Set<FailureKind> OWN_AFFAIRS =
      EnumSet.of(FailureKind.CANCELLED, FailureKind.DEADLINE_EXCEEDED, FailureKind.POOL_TIMEOUT);

  private final Map<Origin, Route> routes = new LinkedHashMap<>();
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

  private static final class Route {
    final Origin origin;
    final Set<Seeker> waiting = new LinkedHashSet<>();
    /** The connections, the newest first. */
    final List<Http2Connection> connections = new ArrayList<>(1);

    boolean serving;

    @Nullable Seeker opener;

    Route(Origin origin) {
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
    Route route = routes.computeIfAbsent(origin, Route::new);
    route.waiting.add(seeker);
    serve(route);
  }

  /** Stops waiting, or opening. */
  public void cancel(Origin origin, Seeker seeker) {
    Route route = routes.get(origin);
    if (route != null) {
      route.waiting.remove(seeker);
      if (route.opener == seeker) {
        route.opener = null;
        serve(route);
      }
      forgetIfEmpty(origin, route);
    }
  }

  /** Adds a connection that is ready. Its opener takes the first stream. */
  public void opened(Origin origin, Http2Connection connection) {
    Route route = routes.computeIfAbsent(origin, Route::new);
    Seeker opener = route.opener;
    route.opener = null;
    http1Origins.speaksHttp2(origin);
    List<Http2Connection> before = List.copyOf(route.connections);
    route.connections.add(0, connection);
    connection.owner(new Owner(origin));
    before.stream().filter(Http2Connection::old).forEach(Http2Connection::retire);
    if (opener != null) {
      if (connection.hasRoom()) {
        opener.found(connection);
      } else {
        route.waiting.add(opener);
      }
    }
    serve(route);
  }

  /** Records that the opener has an HTTP/1.1 connection, and uses it. */
  public void speaksHttp1(Origin origin) {
    http1Origins.negotiated(origin);
    Route route = routes.get(origin);
    if (route != null) {
      route.opener = null;
      leaveToHttp1(route);
      serve(route);
      forgetIfEmpty(origin, route);
    }
  }

  /** Records that the server has demanded HTTP/1.1 on one of its streams. */
  public void requiresHttp1(Origin origin) {
    http1Origins.insists(origin);
    Route route = routes.get(origin);
    if (route != null) {
      leaveToHttp1(route);
    }
  }

  private static void leaveToHttp1(Route route) {
    for (Seeker seeker : List.copyOf(route.waiting)) {
      if (seeker.takesHttp1()) {
        route.waiting.remove(seeker);
        seeker.http1();
      }
    }
  }

  /**
   * Records that the opener has failed. After a failure that says nothing of the server, the others
   * try.
   */
  public void openFailed(Origin origin, TransportException failure) {
    Route route = routes.get(origin);
    if (route == null) {
      return;
    }
    route.opener = null;
    route.connections.forEach(Http2Connection::renew);
    if (!OWN_AFFAIRS.contains(failure.kind())) {
      for (Seeker seeker : List.copyOf(route.waiting)) {
        route.waiting.remove(seeker);
        seeker.failed(failure);
      }
    }
    serve(route);
    forgetIfEmpty(origin, route);
  }

  /** Handles a connection that has more room, or none any more. */
  private void changed(Origin origin, Http2Connection connection) {
    Route route = routes.get(origin);
    if (route != null) {
      if (!connection.usable()) {
        route.connections.remove(connection);
      }
      serve(route);
      forgetIfEmpty(origin, route);
    }
  }

  public void close() {
    closed = true;
    for (Route route : routes.values()) {
      route.connections.forEach(Http2Connection::close);
      route.connections.clear();
    }
  }

  /**
   * Serves the waiting attempts. One may fail at once and return here: then the loop below goes on.
   */
  private void serve(Route route) {
    if (route.serving) {
      return;
    }
    route.serving = true;
    try {
      while (!closed && !route.waiting.isEmpty() && serveFirst(route)) {
        // The next one.
      }
    } finally {
      route.serving = false;
    }
  }

  private boolean serveFirst(Route route) {
    Seeker seeker = route.waiting.iterator().next();
    Http2Connection free = withRoom(route, seeker.avoided());
    boolean open = route.opener == null
        && (route.connections.isEmpty()
            || isPoor(free, seeker.avoided()) && hasRoom.test(route.origin));
    if (open) {
      route.waiting.remove(seeker);
      route.opener = seeker;
      seeker.open();
    } else if (free != null) {
      route.waiting.remove(seeker);
      seeker.found(free);
    }
    return open || free != null;
  }

  /** Whether there is a connection, but one that should be replaced. */
  private static boolean isPoor(@Nullable Http2Connection free, String avoid) {
    return free != null && (free.old() || free.link().remote().equals(avoid));
  }

  /** Returns the newest connection with room, if possible to another address. */
  private static @Nullable Http2Connection withRoom(Route route, String avoid) {
    Http2Connection avoided = null;
    for (Http2Connection connection : route.connections) {
      if (connection.hasRoom()) {
        if (!connection.link().remote().equals(avoid)) {
          return connection;
        }
        avoided = connection;
      }
    }
    return avoided;
  }

  private void forgetIfEmpty(Origin origin, Route route) {
    if (route.waiting.isEmpty() && route.connections.isEmpty() && route.opener == null) {
      routes.remove(origin);
    }
  }
}
