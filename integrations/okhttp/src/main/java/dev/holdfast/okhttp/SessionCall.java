/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterFailures;
import dev.holdfast.http.adapter.AdapterStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** One call, to be executed or enqueued once. */
final class SessionCall implements Call {

  private final Session session;
  private final Executor callbacks;
  private final Request request;
  private final Timeout timeout = new Timeout();
  private final AtomicBoolean executed = new AtomicBoolean();
  private final CompletableFuture<PublishedResponse> head = new CompletableFuture<>();
  private final Map<Class<?>, Object> tags = new ConcurrentHashMap<>();
  private volatile boolean canceled;

  SessionCall(Session session, Executor callbacks, Request request) {
    this.session = session;
    this.callbacks = callbacks;
    this.request = request;
  }

  @Override
  public Response execute() throws IOException {
    begin();
    try {
      return OkHttpResponses.of(request, head.get());
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (CancellationException | ExecutionException e) {
      throw failure(e);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the result.
  public void enqueue(Callback callback) {
    begin();
    head.whenComplete((response, failure) -> {
      try {
        callbacks.execute(() -> deliver(callback, response, failure));
      } catch (RejectedExecutionException refused) {
        // As in OkHttp, the callback is told, on the thread that completed the call.
        cancel();
        callback.onFailure(this, new IOException("the executor of callbacks refused", refused));
      }
    });
  }

  private void deliver(
      Callback callback, @Nullable PublishedResponse response, @Nullable Throwable failure) {
    if (response == null) {
      callback.onFailure(this, failure(failure));
      return;
    }
    try {
      callback.onResponse(this, OkHttpResponses.of(request, response));
    } catch (IOException e) {
      // As in OkHttp, the callback handles its own failures.
      response.close();
    } catch (RuntimeException | Error e) {
      response.close();
      throw e;
    }
  }

  /** Begins the call; {@link #head} is its response. */
  @SuppressWarnings("FutureReturnValueIgnored") // Stages that end something have no result.
  private void begin() {
    if (!executed.compareAndSet(false, true)) {
      throw new IllegalStateException("Already Executed");
    }
    if (canceled) {
      head.cancel(true);
      return;
    }
    CompletableFuture<PublishedResponse> call;
    try {
      call = session.streamAsync(OkHttpRequests.of(request, timeout));
    } catch (IOException | RuntimeException e) {
      head.completeExceptionally(e);
      return;
    }
    head.whenComplete((response, failure) -> {
      if (head.isCancelled()) {
        call.cancel(true);
      }
    });
    call.whenComplete((response, failure) -> {
      if (failure != null) {
        head.completeExceptionally(failure);
      } else if (!head.complete(response)) {
        response.close();
      }
    });
  }

  private IOException failure(@Nullable Throwable thrown) {
    if (canceled) {
      return new IOException("Canceled", thrown);
    }
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof InvalidRequestException mistake) {
      return new IOException(mistake.getMessage(), mistake);
    }
    if (cause instanceof RequestException known) {
      return AdapterFailures.io(known);
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  @Override
  public void cancel() {
    canceled = true;
    AdapterStream.abort(head);
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public boolean isExecuted() {
    return executed.get();
  }

  @Override
  public boolean isCanceled() {
    return canceled;
  }

  @Override
  public Timeout timeout() {
    return timeout;
  }

  // Methods that later versions of OkHttp require of a call; this module is built with the oldest.

  /** The tag of the request, or the value computed for this call. */
  public <T> @Nullable T tag(Class<? extends T> type) {
    Object own = tags.get(type);
    return own == null ? request.tag(type) : type.cast(own);
  }

  /** As {@link #tag(Class)}. */
  public <T> @Nullable T tag(KClass<T> type) {
    return tag(JvmClassMappingKt.getJavaObjectType(type));
  }

  /** As {@link #tag(Class)}; the value is computed for this call if there is none. */
  public <T> T tag(Class<T> type, Function0<? extends T> compute) {
    T own = request.tag(type);
    return own != null ? own : type.cast(tags.computeIfAbsent(type, key -> compute.invoke()));
  }

  /** As {@link #tag(Class, Function0)}. */
  public <T> T tag(KClass<T> type, Function0<? extends T> compute) {
    return tag(JvmClassMappingKt.getJavaObjectType(type), compute);
  }

  /** Does nothing: these calls have no events of OkHttp's. */
  @SuppressWarnings("DoNotCallSuggester") // An override, where OkHttp has it.
  public void addEventListener(EventListener listener) {
    throw new UnsupportedOperationException(
        "eventListener: set (expected: a listener of the session)");
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // Another call, as Call.clone() says.
  public Call clone() {
    return new SessionCall(session, callbacks, request);
  }
}
