/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.address.AddressBlock;
import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Hosts that are called without a proxy: the lists of {@code NO_PROXY} and of the JDK. */
final class HostList {

  private static final String EXPECTED =
      "names, addresses, blocks such as 10.0.0.0/8 or *, parted by commas";
  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private final List<Predicate<Url>> entries;

  private HostList(List<Predicate<Url>> entries) {
    this.entries = entries;
  }

  /** Whether one of the entries matches the host of that URL. */
  boolean names(Url url) {
    for (Predicate<Url> entry : entries) {
      if (entry.test(url)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a list of the hosts in either list. */
  HostList and(HostList other) {
    List<Predicate<Url>> both = new ArrayList<>(entries);
    both.addAll(other.entries);
    return new HostList(both);
  }

  /**
   * Parses a list in the form of {@code NO_PROXY}.
   *
   * @param name of the argument or variable with the list
   */
  static HostList parse(String name, String text) {
    List<Predicate<Url>> entries = new ArrayList<>();
    for (String entry : SEPARATORS.split(text, -1)) {
      if (!entry.isEmpty()) {
        entries.add(entry(name, entry.toLowerCase(Locale.ROOT)));
      }
    }
    return new HostList(entries);
  }

  /**
   * Parses a list in the form of the JDK's {@code http.nonProxyHosts}: a star may begin or end a
   * name.
   */
  static HostList ofPatterns(String text) {
    List<Predicate<Url>> entries = new ArrayList<>();
    for (String pattern : text.split("\\|", -1)) {
      String trimmed = pattern.strip().toLowerCase(Locale.ROOT);
      if (!trimmed.isEmpty()) {
        entries.add(pattern(trimmed));
      }
    }
    return new HostList(entries);
  }

  private static Predicate<Url> pattern(String text) {
    String bare = text.replace("[", "").replace("]", "");
    Pattern expression =
        Pattern.compile(("\\Q" + bare.replace("\\E", "") + "\\E").replace("*", "\\E.*\\Q"));
    return url -> expression.matcher(host(url)).matches();
  }

  private static Predicate<Url> entry(String name, String entry) {
    if (entry.equals("*")) {
      return url -> true;
    }
    if (entry.equals("<local>")) {
      return url -> url.host().indexOf('.') < 0 && url.host().indexOf(':') < 0;
    }
    if (entry.startsWith("/")) {
      // The path of a socket, which some programs list there. No host has that name.
      return url -> false;
    }
    if (entry.indexOf('*') > 0) {
      return pattern(entry);
    }
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return block(name, entry, slash);
    }
    int colon = portColon(entry);
    int port = colon < 0 ? 0 : port(name, entry, entry.substring(colon + 1));
    String host = colon < 0 ? entry : entry.substring(0, colon);
    Predicate<Url> hosts = host(name, entry, withoutBrackets(host));
    return port == 0 ? hosts : url -> url.port() == port && hosts.test(url);
  }

  private static Predicate<Url> host(String name, String entry, String host) {
    InetAddress address = LiteralAddress.parse(host);
    if (address != null) {
      return url -> address.equals(LiteralAddress.parse(url.host()));
    }
    String domain = ascii(name, entry, host.startsWith("*.") ? host.substring(1) : host);
    return url -> isBelow(host(url), domain);
  }

  /** Returns the domain as in parsed URLs. */
  private static String ascii(String name, String entry, String domain) {
    String bare = withoutDot(domain.startsWith(".") ? domain.substring(1) : domain);
    try {
      Url url = Url.parse("http://" + bare);
      if (url.target().equals("/") && url.port() == 80) {
        return url.host();
      }
    } catch (IllegalArgumentException malformed) {
      // Handled below.
    }
    throw bad(name, entry, "is no host");
  }

  private static boolean isBelow(String host, String domain) {
    return host.endsWith(domain)
        && (host.length() == domain.length()
            || host.charAt(host.length() - domain.length() - 1) == '.');
  }

  private static Predicate<Url> block(String name, String entry, int slash) {
    String bits = entry.substring(slash + 1);
    AddressBlock block;
    try {
      if (!NUMBER.matcher(bits).matches()) {
        throw new IllegalArgumentException("a length that is no number");
      }
      block = AddressBlock.of(withoutBrackets(entry.substring(0, slash)), Integer.parseInt(bits));
    } catch (IllegalArgumentException malformed) {
      throw bad(name, entry, "is no block of addresses");
    }
    return url -> {
      InetAddress address = LiteralAddress.parse(url.host());
      return address != null && block.contains(address.getAddress());
    };
  }

  /**
   * Returns the index of the colon before the port. An IPv6 address without brackets has colons,
   * and no port.
   */
  private static int portColon(String entry) {
    int colon = entry.lastIndexOf(':');
    return colon > entry.lastIndexOf(']') && (entry.indexOf(':') == colon || entry.contains("]"))
        ? colon
        : -1;
  }

  private static int port(String name, String entry, String digits) {
    int port = NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65_535) {
      throw bad(name, entry, "has no port of 1 to 65535");
    }
    return port;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String host(Url url) {
    return withoutDot(url.host());
  }

  /** Removes a dot at the end of a name, which only means that no search domain is tried. */
  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static IllegalArgumentException bad(String name, String entry, String problem) {
    return new IllegalArgumentException(name + ": '" + Secrets.maskedQuote(entry) + "' " + problem
        + " (expected: " + EXPECTED + ")");
  }
}
