/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.auth.Authentication;

/** Calls a server with Digest several times, and counts the attempts that it took. */
public final class Requests {

  private Requests() {}

  public static void main(String[] args) {
    try (Session session =
        Session.builder().authentication(args[0], Authentication.digest("me", "p w")).build()) {
      // One nonce serves many requests.
      expect(session, args[0] + "/SHA-256?many", 2, 1, 1);
      // The server takes each nonce once, and says that it is stale.
      expect(session, args[0] + "/stale", 1, 2, 2);
      // The server names the next nonce: no request is refused.
      expect(session, args[0] + "/next", 2, 1, 1);
    }
  }

  private static void expect(Session session, String url, int... attempts) {
    for (int expected : attempts) {
      Response response = session.get(url);
      if (response.status() != 200 || response.attempts().size() != expected) {
        System.err.println(response.explain());
        System.exit(1);
      }
    }
  }
}
