/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.RequestException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Converts failures of calls, for libraries whose users expect the exceptions of the JDK. */
public final class AdapterFailures {

  private AdapterFailures() {}

  /**
   * Returns the exception of the JDK that other clients throw for such a failure, with the same
   * message. Its cause is the exception of the session, which has the attempts and explains them.
   *
   * <table>
   *   <caption>Exceptions</caption>
   *   <tr><td>the host name could not be resolved</td><td>{@link UnknownHostException}</td></tr>
   *   <tr><td>no connection</td><td>{@link ConnectException}</td></tr>
   *   <tr><td>any timeout, the deadline too</td><td>{@link SocketTimeoutException}</td></tr>
   *   <tr><td>TLS</td><td>{@link SSLException}</td></tr>
   *   <tr><td>the connection ended before the response did</td><td>{@link SocketException},
   *       {@link EOFException}</td></tr>
   *   <tr><td>cancelled or interrupted</td><td>{@link InterruptedIOException}</td></tr>
   *   <tr><td>all others</td><td>{@link IOException}</td></tr>
   * </table>
   */
  public static IOException io(RequestException failure) {
    String message = failure.getMessage();
    IOException result = switch (failure.category()) {
      case DNS_FAILURE, DNS_QUEUE_TIMEOUT -> new UnknownHostException(message);
      case CONNECT_REFUSED, CONNECT_ERROR -> new ConnectException(message);
      case CONNECT_TIMEOUT, POOL_TIMEOUT, WRITE_TIMEOUT, READ_TIMEOUT, DEADLINE_EXCEEDED ->
        new SocketTimeoutException(message);
      case TLS_ERROR -> new SSLException(message);
      case CONNECTION_ABORTED -> new SocketException(message);
      case CONNECTION_BROKEN_MID_BODY -> new EOFException(message);
      case CANCELLED -> new InterruptedIOException(message);
      default -> new IOException(message);
    };
    result.initCause(failure);
    return result;
  }
}
