/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.Category;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.AdapterFailures;
import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Makes the calls of an {@code OkHttpClient} by the rules of a session: retries,
 * {@code Retry-After}, the retry budget, breakers, idempotency, the deadline. OkHttp still carries
 * them. Thread-safe. Serves any number of clients, which then share budgets and breakers.
 *
 * <pre>{@code
 * OkHttpClient client =
 *     HoldfastInterceptor.of(Retry.builder().total(3).build()).applyTo(new OkHttpClient());
 * }</pre>
 *
 * <p>{@link #applyTo} turns off OkHttp's own repetitions. With
 * {@code addInterceptor(HoldfastInterceptor.of(…))} alone, OkHttp may repeat a GET over another
 * connection and follows redirects by its own rules, and nothing is proven to be unsent; a call
 * fails if OkHttp was seen to send it a second time after 408 or 503.
 *
 * <ul>
 *   <li>A failure is the exception of the JDK that OkHttp throws; its cause is the
 *       {@link RequestException} with the attempts.
 *   <li>The first 1 MiB of a successful body are read before a call returns, so that a body that
 *       breaks off or stalls there is fetched again; streams of events are not.
 *   <li>The deadline bounds the whole call, body included, and so does the client's call timeout.
 *       All timeouts except {@code read} and {@code write} are the client's; see {@link #timeouts}.
 *   <li>A single call is changed by a tag of the type
 *       {@link dev.holdfast.http.adapter.RequestCustomizer}.
 * </ul>
 */
public final class HoldfastInterceptor implements Interceptor, AutoCloseable {

  private final Session session;

  private HoldfastInterceptor(UnaryOperator<SessionBuilder> settings) {
    SessionBuilder usual = Session.builder().timeouts(timeouts()).time(new CallTime());
    session = Objects.requireNonNull(settings.apply(usual), "settings")
        .transport(new ChainTransport())
        .decompress(false) // OkHttp decompresses.
        .build();
  }

  /** Makes calls by that policy, and otherwise by the defaults of a session. */
  public static HoldfastInterceptor of(Retry retry) {
    Objects.requireNonNull(retry, "retry");
    return of(settings -> settings.retry(retry));
  }

  /**
   * Makes calls by those settings.
   *
   * @param settings changes those of a session with the {@link #timeouts} of an interceptor. OkHttp
   *     carries the attempts and decodes the bodies, regardless of the session's settings for these
   * @throws IllegalArgumentException if they need something that an interceptor cannot do: the
   *     timeouts {@code connect} and {@code attempt}, hedges, routes, settings of connections
   */
  public static HoldfastInterceptor of(UnaryOperator<SessionBuilder> settings) {
    return new HoldfastInterceptor(Objects.requireNonNull(settings, "settings"));
  }

  /**
   * The default timeouts without {@code connect}: an interceptor can end a call, but no attempt of
   * it, so connecting is bounded by OkHttp's connect timeout for each address, and by the deadline.
   */
  public static Timeouts timeouts() {
    return Timeouts.defaults().keptBy(ChainTransport.CAN);
  }

  /**
   * A client like the given one whose calls are made by these rules, and which repeats nothing by
   * itself, neither after a lost connection nor after 408 and 503. The session follows redirects.
   * The new client shares connections and dispatcher with the given one; the interceptors of the
   * given one run outside, once for each call.
   */
  public OkHttpClient applyTo(OkHttpClient client) {
    return OkHttpTransport.withoutReplays(Objects.requireNonNull(client, "client"))
        .addInterceptor(chain -> intercept(chain, OkHttpAttempt.Place.PART_OF_CALL))
        .build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return intercept(chain, OkHttpAttempt.Place.UNGUARDED_PART);
  }

  private Response intercept(Chain chain, OkHttpAttempt.Place place) throws IOException {
    ChainTransport.Carried carried = new ChainTransport.Carried(chain, place);
    ChainTransport.Carried outer = ChainTransport.PRESENT.enter(carried);
    try {
      Request request = OkHttpRequests.of(chain.request(), chain.call().timeout());
      StreamedResponse response = session.stream(request);
      return carried.answer(response);
    } catch (InvalidRequestException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RequestException e) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      throw e.category() == Category.CANCELLED && carried.cancelled() && !interrupted
          ? new IOException("Canceled", e)
          : AdapterFailures.io(e);
    } finally {
      ChainTransport.PRESENT.leave(outer);
    }
  }

  /** Ends the calls in flight; later ones fail. */
  @Override
  public void close() {
    session.close();
  }
}
