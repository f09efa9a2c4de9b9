/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection being made: name look-up, all addresses, TLS. On the loop. */
public final class Connecting implements TlsHandshake.Outcome {

  /**
   * Told how it goes, the end at most once and never after a {@link #cancel()}, which may come out
   * of any of these calls.
   */
  public interface Events {
    void begin(Phase phase);

    void connected(Link link, String protocol);

    void failed(Exception failure);
  }

  /**
   * What every connection of a transport needs.
   *
   * @param tlsWorkers run what may block, for loops that must not be
   */
  public record Parts(
      Resolver resolver, Descriptors descriptors, TlsLayer tls, Executor tlsWorkers) {}

  /**
   * Where to.
   *
   * @param avoid the address to try after the others; empty for none
   */
  public record Target(Origin origin, String avoid) {}

  private final Parts parts;
  private final Loop loop;
  private final Executor workers;
  private final Origin origin;
  private final String avoid;
  private final String[] protocols;
  private final Events events;
  private Resolver.@Nullable Pending lookup;
  private @Nullable Timer patience;
  private @Nullable Dialing dialing;
  private @Nullable PlainLink link;
  private boolean over;

  /** @param protocols to be offered under TLS */
  public Connecting(Parts parts, Loop loop, Target target, List<String> protocols, Events events) {
    this.parts = parts;
    this.loop = loop;
    this.workers = loop.dedicated() ? Runnable::run : parts.tlsWorkers();
    this.origin = target.origin();
    this.avoid = target.avoid();
    this.protocols = protocols.toArray(new String[0]);
    this.events = events;
  }

  public void start() {
    InetAddress literal = LiteralAddress.parse(origin.host());
    if (literal != null) {
      dial(List.of(literal));
      return;
    }
    events.begin(Phase.DNS);
    if (over) {
      return;
    }
    Resolver.Pending begun =
        parts.resolver().begin(origin.host(), () -> loop.execute(this::resolved, this::broken));
    lookup = begun;
    if (begun.lastAnswer() != null) {
      patience = loop.schedule(begun.patience(), Loop.owned(this::useLastAnswer, this::broken));
    }
  }

  /** The look-up hangs, or has no thread: the addresses that the name had lately will do. */
  private void useLastAnswer() {
    patience = null;
    List<InetAddress> last = lookup == null ? null : lookup.lastAnswer();
    if (!over && last != null) {
      endLookup();
      dial(last);
    }
  }

  /** Why the look-up took too long, if no thread was free for it; else null. */
  public @Nullable TransportException crowdedOut() {
    return lookup == null ? null : lookup.crowdedOut();
  }

  public void cancel() {
    over = true;
    endLookup();
    if (dialing != null) {
      dialing.cancel();
    }
    if (link != null) {
      link.close();
    }
  }

  private void resolved() {
    Resolver.Pending done = lookup;
    if (over || done == null) {
      return;
    }
    List<InetAddress> addresses;
    try {
      addresses = done.addresses();
    } catch (TransportException unknown) {
      fail(unknown);
      return;
    }
    endLookup();
    dial(addresses);
  }

  private void dial(List<InetAddress> addresses) {
    AddressRace race;
    try {
      List<InetAddress> allowed = parts.resolver().allowed(origin.host(), addresses);
      AddressMemory memory = parts.resolver().memory();
      race = new AddressRace(
          origin.host(), memory.order(origin.host(), origin.port(), allowed, avoid), memory);
    } catch (TransportException | RuntimeException refused) {
      fail(refused);
      return;
    }
    events.begin(Phase.CONNECT);
    if (over) {
      return;
    }
    dialing = new Dialing(loop, race, parts.descriptors(), new Dialing.Outcome() {
      @Override
      public void connected(PlainLink plain) {
        Loop.owned(() -> dialed(plain), cause -> broken(cause)).run();
      }

      @Override
      public void failed(Exception failure) {
        fail(failure);
      }
    });
    dialing.start();
  }

  private void dialed(PlainLink plain) {
    link = plain;
    if (!origin.secure()) {
      succeed(plain, "");
      return;
    }
    events.begin(Phase.TLS);
    if (parts.tls().loaded(origin.host(), origin.port())) {
      secure(plain);
    } else {
      loadTls(plain);
    }
  }

  /** Reads many files: nothing for the thread of the loop. */
  private void loadTls(PlainLink plain) {
    plain.want(false, false);
    try {
      workers.execute(() -> {
        try {
          parts.tls().load(origin.host(), origin.port());
        } catch (RuntimeException comesAgain) {
          // For the engine, which cannot be made then: told as a failure of TLS.
        }
        loop.execute(() -> secure(plain));
      });
    } catch (RuntimeException refused) {
      fail(TlsLayer.failure(new byte[0], false, refused));
    }
  }

  private void secure(PlainLink plain) {
    if (over) {
      return;
    }
    SSLEngine engine;
    try {
      engine = parts.tls().engine(origin.host(), origin.port(), protocols);
    } catch (RuntimeException unusable) {
      fail(TlsLayer.failure(new byte[0], false, unusable));
      return;
    }
    new TlsHandshake(plain, engine, loop, workers, this).start();
  }

  @Override
  public void secured(TlsLink secured) {
    try {
      parts.tls().check(secured.engine(), origin.host(), origin.port());
    } catch (SSLException otherHost) {
      fail(TlsLayer.failure(new byte[0], false, otherHost));
      return;
    }
    succeed(secured, secured.protocol());
  }

  @Override
  public void failed(TlsRecords records, Exception failure) {
    fail(TlsLayer.failure(records.firstBytes(), records.peerEnded(), failure));
  }

  private void succeed(Link made, String protocol) {
    if (!over) {
      over = true;
      events.connected(made, protocol);
    }
  }

  private void fail(Exception failure) {
    if (!over) {
      if (link != null) {
        parts.resolver().memory().failed(origin.host(), link.address());
      }
      cancel();
      events.failed(failure);
    }
  }

  private void broken(Throwable unforeseen) {
    fail(new IOException("unforeseen: " + unforeseen, unforeseen));
  }

  private void endLookup() {
    if (patience != null) {
      loop.cancel(patience);
      patience = null;
    }
    if (lookup != null) {
      lookup.close();
      lookup = null;
    }
  }
}
