/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Makes a listener deaf: once its backlog is full, Linux drops further SYNs. */
public final class Backlog {

  private static final int MOST = 64;

  private Backlog() {}

  /** Connects until nothing connects any more; the connections live as long as the listener. */
  public static List<Socket> fill(ServerSocket listener) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    while (fillers.size() < MOST) {
      Socket socket = new Socket();
      try {
        socket.connect(listener.getLocalSocketAddress(), 100);
        fillers.add(socket);
      } catch (SocketTimeoutException full) {
        socket.close();
        return fillers;
      }
    }
    throw new IOException("the backlog never filled");
  }
}
