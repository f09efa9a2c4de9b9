/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.batch.Batch;
import dev.holdfast.http.batch.Poll;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.events.EventPublisher;
import dev.holdfast.http.events.QueuedEvents;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.runtime.SessionResources;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.EventStream;
import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.thread.ServiceThread;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An HTTP client: makes calls that {@link Timeouts} bound and {@link Retry} repeats, over
 * connections that are kept alive and shared. Thread-safe: create one and keep it. Close it when
 * done; that ends calls in flight.
 *
 * <pre>{@code
 * try (Session session = Session.create()) {
 *   Response response = session.get("https://api.example.com/data");
 *   response.raiseForStatus();
 *   Report report = response.json(Report.class);
 * }
 * }</pre>
 */
public final class Session implements AutoCloseable {

  private final SessionParts parts;
  private final CallStart start;
  private final SessionResources resources;
  private final SessionBuilder settings;
  private final Carriers carriers;

  Session(SessionParts parts, Mounts mounts, SessionResources resources, SessionBuilder settings) {
    this.parts = parts;
    this.start = new CallStart(parts, mounts, settings.baseUrl());
    this.resources = resources;
    this.settings = settings;
    this.carriers = new Carriers(parts, resources);
  }

  /** Creates a session with the defaults: see {@link Timeouts} and {@link Retry}. */
  public static Session create() {
    return builder().build();
  }

  /** Returns a builder for a session with other settings. */
  public static SessionBuilder builder() {
    return new SessionBuilder();
  }

  /**
   * Returns a builder with the settings of this session. It builds another session, with
   * connections and origin states of its own. A transport, an executor, a limit store or a codec
   * that was set is shared by both. A shared transport is closed with the session that is closed
   * first, so set another one.
   */
  public SessionBuilder toBuilder() {
    return new SessionBuilder(settings);
  }

  /**
   * Sends GET. See {@link #request}. The URL may be {@linkplain SessionBuilder#baseUrl relative}.
   */
  public Response get(String url) {
    return request(at("GET", url));
  }

  /** Sends HEAD. See {@link #request}. */
  public Response head(String url) {
    return request(at("HEAD", url));
  }

  /** Sends OPTIONS. See {@link #request}. */
  public Response options(String url) {
    return request(at("OPTIONS", url));
  }

  /** Sends POST without a body; with one, see {@link Request#post}. */
  public Response post(String url) {
    return request(at("POST", url));
  }

  /** Sends PUT without a body; with one, see {@link Request#put}. */
  public Response put(String url) {
    return request(at("PUT", url));
  }

  /** Sends PATCH without a body; with one, see {@link Request#patch}. */
  public Response patch(String url) {
    return request(at("PATCH", url));
  }

  /** Sends DELETE. See {@link #request}. */
  public Response delete(String url) {
    return request(at("DELETE", url));
  }

  /**
   * Makes a call and waits for its end: attempts, delays, redirects and the whole body, all before
   * the deadline. An error status is a response, not an exception.
   *
   * <p>An interrupt ends the call at once; the thread's flag stays set. A call that may be
   * {@linkplain dev.holdfast.latency.Hedge hedged} runs over the asynchronous transport.
   *
   * @throws RequestException if there is no response to return; its subclass says why
   * @throws IllegalStateException on a thread that does the I/O or runs the timers of all calls: it
   *     would wait for itself
   */
  public Response request(Request request) {
    ServiceThread.refuse("a blocking call");
    HttpCall call = begin(request, false);
    return call.hedges()
        ? new HedgedBlockingCall<>(
                parts, carriers.asynchronous(call.request()), call, ResponseHandler.buffered())
            .run()
        : new BlockingHttpCall(carriers.blocking(call.request()), call).run();
  }

  /**
   * Makes a call and returns when the head of its response has arrived: attempts, delays and
   * redirects are over. The caller reads the body, before the deadline. An error status is a
   * response, not an exception. The call may be hedged until then, as {@link #request}.
   *
   * @throws RequestException if there is no response to return; its subclass says why
   */
  public StreamedResponse stream(Request request) {
    ServiceThread.refuse("a blocking call");
    HttpCall call = begin(request, false);
    return call.hedges()
        ? new HedgedBlockingCall<>(
                parts,
                carriers.asynchronousStream(call.request()),
                call,
                ResponseHandler.streamed())
            .run()
        : new BlockingHttpCall(carriers.blockingStream(call.request()), call).stream();
  }

  /**
   * Makes a call and saves the body of its response: first to a partial file beside the target,
   * which replaces the target when the body is whole. So the target never holds a partial body, and
   * is unchanged if anything fails.
   *
   * <p>A body that breaks off is continued where it broke, by the next attempt of the call, if the
   * server can prove that the rest is of the same version (RFC 9110 section 13.1.5). If not, it
   * begins anew. The retries and the deadline of the call hold. The next call continues the partial
   * file of a failed one in the same way, in another process too.
   *
   * @throws StatusException if the status of the response is an error; the file stays as it was
   * @throws RequestException if the body does not arrive whole, is larger than allowed, or fails a
   *     check
   * @throws UncheckedIOException if the file cannot be written
   */
  public DownloadedResponse download(Request request, Path file) {
    return download(request, Download.to(file));
  }

  /** As {@link #download(Request, Path)}, with a limit, checks, or another target. */
  public DownloadedResponse download(Request request, Download download) {
    ServiceThread.refuse("a blocking call");
    return Downloads.run(
        parts, carriers, download, begin(Downloads.checked(request, download), false));
  }

  /** Downloads as {@link #downloadAsync(Request, Download)} does, into that file. */
  public CompletableFuture<DownloadedResponse> downloadAsync(Request request, Path file) {
    return downloadAsync(request, Download.to(file));
  }

  /**
   * Makes the call of {@link #download(Request, Download)} as {@link #sendAsync} does. The file is
   * opened at once, and written on the session's executor. The future fails with the exceptions of
   * {@code download}.
   */
  public CompletableFuture<DownloadedResponse> downloadAsync(Request request, Download download) {
    return start(request, carriers::asynchronous, (on, call) -> {
      Downloads.checked(request, download);
      call.saveTo(Downloads.open(download, call));
      return ResponseHandler.downloaded(call);
    });
  }

  /**
   * Makes a call as {@link #request} does, by the same rules and with the same result, and holds no
   * thread while it waits or while a request is in flight.
   *
   * <p>The future completes once, with a response or with the {@link RequestException} that
   * {@link #request} would throw. It completes on the session's executor, see
   * {@link SessionBuilder#executor}. Cancelling it, or completing it in any other way, ends the
   * call: the wait, or the attempt and its connection. Closing the session ends it with
   * {@link CancelledException}.
   */
  public CompletableFuture<Response> sendAsync(Request request) {
    return start(request, carriers::asynchronous, (on, call) -> ResponseHandler.buffered());
  }

  /**
   * Makes a call as {@link #sendAsync} does, but the future completes when the head of the response
   * has arrived. The body comes from a publisher, as fast as the subscriber requests it.
   */
  public CompletableFuture<PublishedResponse> streamAsync(Request request) {
    return start(
        request,
        carriers::asynchronousStream,
        (on, call) -> ResponseHandler.published(on.stages()));
  }

  /** As {@link #events(Request, EventOptions)}, with {@linkplain EventOptions the defaults}. */
  public EventStream events(Request request) {
    return events(request, EventOptions.defaults());
  }

  /**
   * Opens a stream of server-sent events (WHATWG HTML, section 9.2). Each connection is a call,
   * with its own retries and a deadline that ends with the head; the stream itself has no deadline.
   * A connection that ends or breaks off is followed by another one, which goes on after the last
   * event, if the request may be sent more than once. Does not wait for the first connection.
   *
   * @throws InvalidRequestException if the transport does not support the request
   */
  public EventStream events(Request request, EventOptions options) {
    return QueuedEvents.of(
        eventsAsync(request, options),
        options.lastEventId(),
        interrupt -> Failure.of(
                Category.CANCELLED,
                "the thread was interrupted while it waited for an event",
                request,
                List.of())
            .withCause(interrupt)
            .toException());
  }

  /**
   * Publishes the events of {@link #events(Request, EventOptions)}. Each subscriber has connections
   * of its own and gets events as fast as it requests them, on the session's executor.
   */
  public Flow.Publisher<ServerSentEvent> eventsAsync(Request request, EventOptions options) {
    Request placed = start.resolved(request);
    Settings settings = start.settings(placed);
    Request prepared = EventConnections.prepared(placed, options, settings.timeouts());
    return new EventPublisher(
        () -> new EventConnections(
            prepared, options, this::openEvents, parts, settings, resources.runtime()),
        options);
  }

  private CompletableFuture<PublishedResponse> openEvents(Request request) {
    return start(request, carriers::asynchronous, (on, call) -> {
      call.endDeadlineAtHead();
      return ResponseHandler.published(on.stages());
    });
  }

  private <R> CompletableFuture<R> start(
      Request request,
      Function<Request, AsyncRuntime> carrier,
      BiFunction<AsyncRuntime, HttpCall, ResponseHandler<R>> handler) {
    HttpCall call;
    AsyncRuntime on;
    ResponseHandler<R> made;
    try {
      call = begin(request, true);
    } catch (RequestException notBegun) {
      return CompletableFuture.failedFuture(notBegun);
    }
    try {
      on = carried(carrier.apply(call.request()));
      made = handler.apply(on, call);
    } catch (RequestException | UncheckedIOException notSent) {
      call.events().failed(notSent);
      return CompletableFuture.failedFuture(notSent);
    }
    return new AsyncHttpCall<>(parts, on, call, made).start();
  }

  /** Returns the runtime with the context of the caller's thread, if any is carried. */
  private AsyncRuntime carried(AsyncRuntime runtime) {
    return parts.listeners().carry()
        ? runtime.on(parts.listeners().carried(runtime.executor()), parts.time())
        : runtime;
  }

  /** Returns an executor that runs the caller's code in the context of the present thread. */
  private Executor carrying() {
    return carried(resources.runtime()).stages();
  }

  private HttpCall begin(Request request, boolean asynchronous) {
    Objects.requireNonNull(request, "request");
    resources.use();
    return start.begin(request, asynchronous);
  }

  private Request at(String method, String url) {
    return start.baseUrl() == null ? Request.of(method, url) : BaseUrl.request(method, url);
  }

  /** Resolves the request against the base URL. */
  Request resolved(Request request) {
    return start.resolved(request);
  }

  /**
   * Returns a batch of calls. Each call waits for its turn, so that no limit refuses it. See
   * {@link Batch}.
   *
   * @param requests are taken when there is room for them, so they may be created lazily
   */
  public Batch<Request, Response> all(Iterable<Request> requests) {
    return Batch.of(new SessionCalls(this, parts.time(), this::carrying), requests);
  }

  /** Returns a poll: repeats a call until its response meets a condition. See {@link Poll}. */
  public Poll<Response> poll(Request request) {
    return Poll.of(new SessionPoll(
        this, request, parts.time().ofJobs(), this::carrying, start.deadlineNanos(request)));
  }

  /**
   * Returns the state that calls to the origin of that URL share. Use it to watch its circuit
   * breaker, to open it by hand, or to see how many retries its budget allows.
   *
   * @throws InvalidRequestException if it is not a URL
   */
  public OriginState origin(String url) {
    Url parsed = resolved(at("GET", url)).url();
    return parts
        .origins()
        .of(start.mounts().of(parsed).safeguards(), parsed, parts.time().nanoTime());
  }

  /**
   * Returns the states of all origins that were called lately, in no order. To export them for
   * monitoring, see {@link OriginState#snapshot}.
   */
  public List<OriginState> origins() {
    return List.copyOf(parts.origins().all());
  }

  /**
   * Returns the current connections of this session, and the number of attempts that wait for one:
   * blocking and asynchronous calls and both versions of HTTP together. Empty if the session uses a
   * transport of the caller's own.
   */
  public ConnectionSnapshot connections() {
    return ConnectionSnapshot.of(parts.transport());
  }

  /**
   * Describes everything that acts on a call to that URL, with its numbers, one a line, outermost
   * first: the deadline, retries, the current policies of the origin, timeouts of an attempt.
   *
   * @throws InvalidRequestException if it is not a URL
   */
  public String describe(String url) {
    Url target = resolved(at("GET", url)).url();
    return start.mounts().of(target).describe(origin(url), target);
  }

  /**
   * Ends calls in flight with {@link CancelledException}, ends batches, and closes all connections.
   * Idempotent. A session that is dropped without being closed is closed some time after it was
   * collected, and reported to the logger {@code dev.holdfast.http}.
   *
   * @throws java.io.UncheckedIOException if cookies that are
   *     {@linkplain dev.holdfast.http.cookie.CookieJar#storedIn stored} cannot be saved; all is
   *     closed then
   */
  @Override
  public void close() {
    if (resources.close() && parts.cookies() != null) {
      parts.cookies().save();
    }
  }
}
