/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Settings;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.AdapterFailures;
import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Makes the calls of Apache's classic client by the rules of a session: retries,
 * {@code Retry-After}, the retry budget, breakers, idempotency, the deadline. Apache still carries
 * them, over its pool. Replaces Apache's automatic retries. Thread-safe; serves any number of
 * clients, which then share budgets and breakers.
 *
 * <pre>{@code
 * CloseableHttpClient client = HoldfastExecChainHandler.of(Retry.builder().total(3).build())
 *     .applyTo(HttpClientBuilder.create())
 *     .build();
 * }</pre>
 *
 * <ul>
 *   <li>Redirects are followed by Apache, above this handler: each hop is a call of its own, with
 *       its own deadline.
 *   <li>The timeouts {@code pool}, {@code read}, {@code attempt} and {@code deadline} are kept, in
 *       place of those of the {@code RequestConfig}. Connecting is bounded by Apache's
 *       {@code ConnectionConfig}, sending by the attempt and the deadline; see {@link #timeouts}.
 *       None of them ends the look-up of a name.
 *   <li>A failure is the exception of the JDK that other clients throw; its cause is the
 *       {@link RequestException} with the attempts.
 *   <li>A single call is changed by an attribute of its {@code HttpContext} with the name
 *       {@link dev.holdfast.http.adapter.RequestCustomizer#ATTRIBUTE}.
 * </ul>
 */
public final class HoldfastExecChainHandler implements ExecChainHandler, AutoCloseable {

  private final Session session;

  private HoldfastExecChainHandler(UnaryOperator<SessionBuilder> settings) {
    SessionBuilder usual = Session.builder().timeouts(timeouts());
    session = Objects.requireNonNull(settings.apply(usual), "settings")
        .settings(HoldfastExecChainHandler::withoutRedirects)
        .transport(new ExecTransport())
        .decompress(false) // Apache decompresses.
        .build();
  }

  /**
   * Turns off the session's redirects. Apache follows them, since another origin has another
   * connection.
   */
  private static Settings withoutRedirects(Settings settings) {
    return settings.retry(settings.retry().toBuilder().followRedirects(false).build());
  }

  /** Makes calls by that policy, and otherwise by the defaults of a session. */
  public static HoldfastExecChainHandler of(Retry retry) {
    Objects.requireNonNull(retry, "retry");
    return of(settings -> settings.retry(retry));
  }

  /**
   * Makes calls by those settings.
   *
   * @param settings changes those of a session with the {@link #timeouts} of a handler. Apache
   *     carries the attempts and decodes the bodies, regardless of the session's settings for these
   * @throws IllegalArgumentException if they need something that a handler cannot do: the timeouts
   *     {@code connect} and {@code write}, hedges, routes, settings of connections
   */
  public static HoldfastExecChainHandler of(UnaryOperator<SessionBuilder> settings) {
    return new HoldfastExecChainHandler(Objects.requireNonNull(settings, "settings"));
  }

  /** The default timeouts without {@code connect} and {@code write}, which are Apache's. */
  public static Timeouts timeouts() {
    return Timeouts.defaults().keptBy(ExecTransport.CAN);
  }

  /**
   * Puts this handler in place of Apache's automatic retries, whether they are disabled or not, and
   * a guard above the connection, which proves that nothing was sent.
   */
  public HttpClientBuilder applyTo(HttpClientBuilder client) {
    return Objects.requireNonNull(client, "client")
        .replaceExecInterceptor(ChainElement.RETRY.name(), this::guarded)
        // Used if there is nothing to replace; otherwise the attempts of a call pass through.
        .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "HOLDFAST", this::guarded)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(), "HOLDFAST_GUARD", new ExecGuard());
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    return execute(request, scope, chain, false);
  }

  private ClassicHttpResponse guarded(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    return execute(request, scope, chain, true);
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, boolean guarded)
      throws IOException, HttpException {
    if (ExecAttempt.of(scope.clientContext) != null) {
      return chain.proceed(request, scope);
    }
    ExecTransport.Carried carried = new ExecTransport.Carried(request, scope, chain, guarded);
    ExecTransport.Carried outer = ExecTransport.PRESENT.enter(carried);
    try {
      Request call =
          ApacheMessages.request(scope.route.getTargetHost(), request, scope.clientContext);
      return carried.answer(session.stream(call));
    } catch (InvalidRequestException mistake) {
      throw mistake;
    } catch (RequestException failure) {
      throw AdapterFailures.io(failure);
    } finally {
      ExecTransport.PRESENT.leave(outer);
    }
  }

  /** Ends the calls in flight; later ones fail. */
  @Override
  public void close() {
    session.close();
  }
}
