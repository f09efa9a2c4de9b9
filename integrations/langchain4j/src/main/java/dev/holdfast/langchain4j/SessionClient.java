/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.langchain4j;

import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.transport.TransportException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A session as LangChain4j's client. */
final class SessionClient implements HttpClient {

  private final Session session;
  private final RequestCustomizer every;
  private final ExecutorService streams;

  SessionClient(Session session, RequestCustomizer every) {
    this.session = session;
    this.every = every;
    this.streams = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "holdfast-langchain4j");
      thread.setDaemon(true);
      return thread;
    });
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    try {
      Response response = session.request(every.customize(Messages.request(request)));
      requireSuccess(response);
      return Messages.head(response).body(response.text()).build();
    } catch (RequestException e) {
      throw failure(e);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    streams.execute(() -> {
      try {
        stream(request, parser, listener);
      } catch (RequestException e) {
        tell(() -> listener.onError(failure(e)));
      } catch (RuntimeException e) {
        tell(() -> listener.onError(e));
      }
    });
  }

  private void stream(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (StreamedResponse response = session.stream(every.customize(Messages.request(request)))) {
      if (!response.ok()) {
        requireSuccess(response.toResponse());
      }
      tell(() -> listener.onOpen(Messages.head(response).build()));
      Events events = new Events(response.body());
      parser.parse(events, listener);
      if (events.lost == null) {
        tell(listener::onClose);
      }
    }
  }

  private static void requireSuccess(Response response) {
    if (!response.ok()) {
      throw new HttpException(response.status(), response.text());
    }
  }

  private static RuntimeException failure(RequestException failure) {
    return new NonRetriableException(failure.getMessage(), failure);
  }

  /** Calls a listener. An exception of it changes nothing, as in LangChain4j's own clients. */
  private static void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException ofTheListener) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, ofTheListener);
    }
  }

  /**
   * Records whether the body broke off: the parser reports that to the listener, and then returns.
   */
  private static final class Events extends FilterInputStream {

    private @Nullable TransportException lost;

    Events(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (TransportException e) {
        lost = e;
        throw e;
      }
    }
  }
}
