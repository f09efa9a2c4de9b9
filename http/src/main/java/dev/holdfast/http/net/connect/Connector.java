/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.ProxyLogins;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection being made: name look-up, all addresses, the proxy if there is one, TLS. On the
 * loop.
 */
public final class Connector {

  /**
   * Receives the events. The end comes at most once, and never after a {@link #cancel()}, which any
   * of these methods may call.
   */
  public interface Events {
    void begin(Phase phase);

    void connected(Channel channel, String protocol);

    void failed(Exception failure);
  }

  /**
   * The shared parts of all connections of a transport.
   *
   * @param tlsWorkers run blocking tasks, for loops that must not block
   * @param answers creates parsers for the responses of proxies
   * @param logins the credentials for proxies
   */
  public record Parts(
      Resolver resolver,
      Descriptors descriptors,
      TlsLayer tls,
      Executor tlsWorkers,
      Supplier<AnswerReader> answers,
      ProxyLogins logins) {}

  /**
   * The target of a connection.
   *
   * @param avoid the address to try after the others; empty for none
   */
  public record Target(Origin origin, String avoid) {}

  private final Parts parts;
  private final Loop loop;
  private final Executor workers;
  private final Origin origin;
  private final Proxy proxy;
  private final String avoid;
  private final List<String> protocols;
  private final Events events;

  /** The target for a SOCKS proxy: the name, or the address that the guard has allowed. */
  private String asked;

  private @Nullable HostLookup lookup;
  private @Nullable Dialer dialer;
  private @Nullable Channel channel;
  private boolean atProxy;
  private boolean deniedBefore;
  private boolean over;

  /**
   * @param protocols the protocols to offer in TLS; without TLS, the protocol to use from the start
   */
  public Connector(Parts parts, Loop loop, Target target, List<String> protocols, Events events) {
    this.parts = parts;
    this.loop = loop;
    this.workers = loop.dedicated() ? Runnable::run : parts.tlsWorkers();
    this.origin = target.origin();
    this.proxy = origin.route().proxy();
    this.avoid = target.avoid();
    this.protocols = protocols;
    this.events = events;
    this.asked = origin.host();
  }

  public void start() {
    if (origin.route().unixSocket().isPresent()) {
      dial(List.of(UnixDomainSocketAddress.of(origin.route().unixSocket().get())));
    } else if (proxy.isNone()) {
      lookUp(origin.host(), this::dialAllowed);
    } else if (parts.resolver().guarded()) {
      lookUp(origin.host(), this::guardProxied);
    } else {
      lookUpProxy();
    }
  }

  /** Returns why the look-up took too long, if no thread was free for it; else null. */
  public @Nullable TransportException crowdedOut() {
    return lookup == null ? null : lookup.crowdedOut();
  }

  /** Whether it waits for the proxy, and not for the origin behind it. */
  public boolean atProxy() {
    return atProxy;
  }

  public void cancel() {
    over = true;
    if (lookup != null) {
      lookup.close();
    }
    if (dialer != null) {
      dialer.cancel();
    }
    if (channel != null) {
      channel.close();
    }
  }

  private void lookUp(String host, Consumer<List<InetAddress>> use) {
    HostLookup begun = new HostLookup(parts.resolver(), loop, new HostLookup.Outcome() {
      @Override
      public void looksUp() {
        events.begin(Phase.DNS);
      }

      @Override
      public void found(List<InetAddress> addresses) {
        if (!over) {
          use.accept(addresses);
        }
      }

      @Override
      public void failed(Exception failure) {
        fail(failure);
      }

      @Override
      public void broken(Throwable unforeseen) {
        Connector.this.broken(unforeseen);
      }
    });
    lookup = begun;
    begun.start(host);
  }

  private void dialAllowed(List<InetAddress> addresses) {
    List<InetAddress> allowed;
    try {
      allowed = parts.resolver().allowed(origin.host(), addresses);
    } catch (TransportException | RuntimeException refused) {
      fail(refused);
      return;
    }
    dialAny(allowed);
  }

  /** Checks the addresses of the origin. The proxy is not checked, because the program chose it. */
  private void guardProxied(List<InetAddress> addresses) {
    try {
      asked = parts.resolver().allowed(origin.host(), addresses).get(0).getHostAddress();
    } catch (TransportException | RuntimeException refused) {
      fail(refused);
      return;
    }
    lookUpProxy();
  }

  private void lookUpProxy() {
    atProxy = true;
    lookUp(proxy.host(), this::dialAny);
  }

  private void dialAny(List<InetAddress> addresses) {
    dial(parts.resolver().memory().order(origin.nextHost(), origin.nextPort(), addresses, avoid));
  }

  private void dial(List<SocketAddress> addresses) {
    AddressRace race =
        new AddressRace(origin.nextHost(), addresses, parts.resolver().memory());
    events.begin(Phase.CONNECT);
    if (over) {
      return;
    }
    dialer = new Dialer(loop, race, parts.descriptors(), origin.route(), new Dialer.Outcome() {
      @Override
      public void connected(PlainChannel plain) {
        Loop.owned(() -> dialed(plain), cause -> broken(cause)).run();
      }

      @Override
      public void failed(Exception failure) {
        fail(failure);
      }
    });
    dialer.start();
  }

  private void dialed(PlainChannel plain) {
    channel = plain;
    if (proxy.isNone()) {
      reachedOrigin(plain);
    } else if (proxy.protocol() == Proxy.Protocol.HTTPS) {
      secure(plain, proxy.host(), proxy.port(), List.of(), this::negotiate);
    } else {
      negotiate(plain);
    }
  }

  /** Asks the proxy to connect to the origin, unless requests are forwarded. */
  private void negotiate(Channel toProxy) {
    channel = toProxy;
    boolean plain = !origin.secure() && protocols.isEmpty();
    if (plain && proxy.speaksHttp()) {
      reachedOrigin(toProxy);
      return;
    }
    if (proxy.protocol() == Proxy.Protocol.HTTPS) {
      events.begin(Phase.CONNECT);
    }
    if (proxy.speaksHttp()) {
      HttpTunnel tunnel = new HttpTunnel(
          proxy, origin.authority(), parts.logins(), parts.answers().get(), origin.secure());
      negotiate(toProxy, tunnel, failure -> denied(tunnel, failure));
      return;
    }
    Negotiation negotiation;
    try {
      negotiation = proxy.protocol() == Proxy.Protocol.SOCKS5
          ? new Socks5(proxy, asked, origin.port())
          : new Socks4(asked, origin.port());
    } catch (TransportException impossible) {
      fail(impossible);
      return;
    }
    negotiate(toProxy, negotiation, this::fail);
  }

  private void negotiate(Channel toProxy, Negotiation negotiation, Consumer<Exception> whenFailed) {
    new ProxyHandshake(toProxy, loop, negotiation, new ProxyHandshake.Outcome() {
          @Override
          public void agreed(Channel tunnel) {
            reachedOrigin(tunnel);
          }

          @Override
          public void failed(Exception failure) {
            whenFailed.accept(failure);
          }

          @Override
          public void broken(Throwable unforeseen) {
            Connector.this.broken(unforeseen);
          }
        })
        .start();
  }

  /**
   * Repeats the request on a new connection, because the proxy wants another answer to its
   * challenge.
   */
  private void denied(HttpTunnel tunnel, Exception failure) {
    Channel refused = channel;
    if (deniedBefore || over || refused == null || !tunnel.worthAnother()) {
      fail(failure);
      return;
    }
    deniedBefore = true;
    channel = null;
    refused.close();
    lookUpProxy();
  }

  private void reachedOrigin(Channel toOrigin) {
    atProxy = false;
    if (origin.secure()) {
      secure(toOrigin, origin.host(), origin.port(), protocols, this::succeed);
    } else {
      succeed(toOrigin, "");
    }
  }

  private void secure(
      Channel plain, String host, int port, List<String> offered, Consumer<TlsChannel> then) {
    events.begin(Phase.TLS);
    if (over) {
      return;
    }
    new Securing(parts.tls(), loop, workers, new Securing.Outcome() {
          @Override
          public boolean wanted() {
            return !over;
          }

          @Override
          public void secured(TlsChannel secured) {
            if (!over) {
              then.accept(secured);
            }
          }

          @Override
          public void failed(Exception failure) {
            fail(failure);
          }
        })
        .start(plain, host, port, offered);
  }

  private void succeed(TlsChannel secured) {
    succeed(secured, secured.protocol());
  }

  private void succeed(Channel made, String protocol) {
    if (!over) {
      over = true;
      events.connected(made, protocol);
    }
  }

  private void fail(Exception failure) {
    if (!over) {
      if (channel != null && (atProxy || proxy.isNone())) {
        parts.resolver().memory().failed(origin.nextHost(), channel.address());
      }
      Exception told = atProxy ? ofProxy(failure) : failure;
      cancel();
      events.failed(told);
    }
  }

  private static TransportException ofProxy(Exception failure) {
    TransportException told = failure instanceof TransportException known
        ? known.withMessage("the proxy failed: " + known.getMessage())
        : Negotiation.failure("the proxy failed: " + failure, failure);
    return told.asProxyFailure();
  }

  private void broken(Throwable unforeseen) {
    fail(new IOException("unforeseen: " + unforeseen, unforeseen));
  }
}
