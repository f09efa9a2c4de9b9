/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.link;

import dev.holdfast.http.field.LocationReference;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A link of a response (RFC 8288). Immutable.
 *
 * @param target as written, possibly relative; may hold secrets
 * @param url the target, resolved against the URL of the response; empty if that is not an HTTP URL
 * @param relations its relations ({@code rel}), in lower case
 * @param context the origin of the link ({@code anchor}), resolved; the URL of the response if
 *     there is none; empty if that is not an HTTP URL
 * @param parameters others such as {@code title} by name in lower case; the first of each name
 */
public record WebLink(
    String target,
    Optional<Url> url,
    List<String> relations,
    Optional<Url> context,
    Map<String, String> parameters) {

  /** Checks that nothing is missing. */
  public WebLink {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(url, "url");
    relations = List.copyOf(relations);
    Objects.requireNonNull(context, "context");
    parameters = Map.copyOf(parameters);
  }

  /**
   * Returns the links in the {@code Link} fields of a response, in order. Malformed parts of a
   * field are skipped (RFC 8288 appendix B.2).
   *
   * @param base the URL of the response
   */
  public static List<WebLink> of(Headers headers, Url base) {
    List<WebLink> links = new ArrayList<>();
    for (String field : headers.all("Link")) {
      new LinkField(field).read((target, parameters) -> links.add(made(base, target, parameters)));
    }
    return List.copyOf(links);
  }

  private static WebLink made(Url base, String target, Map<String, String> parameters) {
    String anchor = parameters.remove("anchor");
    Optional<Url> context = anchor == null ? Optional.of(base) : resolved(base, anchor);
    String relations = parameters.remove("rel");
    return new WebLink(
        target,
        resolved(base, target),
        relations == null
            ? List.of()
            : List.of(relations.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)),
        context,
        parameters);
  }

  private static Optional<Url> resolved(Url base, String reference) {
    try {
      return Optional.of(
          reference.isEmpty() ? base : base.resolve(LocationReference.of(reference)));
    } catch (IllegalArgumentException noHttp) {
      return Optional.empty();
    }
  }

  /** Whether the link has that relation, without regard to case, and leads from that URL. */
  public boolean leadsFrom(Url from, String relation) {
    return relations.contains(relation.toLowerCase(Locale.ROOT))
        && context.filter(from::equals).isPresent();
  }

  /** Returns the relations and the target with secrets masked. */
  @Override
  public String toString() {
    return "WebLink[" + relations + " " + Secrets.maskedQuote(target) + "]";
  }
}
