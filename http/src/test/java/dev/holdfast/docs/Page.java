/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page as lines, and the places where it quotes the code. Such a place begins with a
 * comment, {@code <!-- sample: Class#region -->} or {@code <!-- output: Class#method -->} before a
 * fenced block, or {@code <!-- generated: Class#method -->} before lines that go on to {@code <!--
 * end -->}.
 */
record Page(String name, List<String> lines) {

  private static final Pattern MARK =
      Pattern.compile("<!-- (sample|output|generated): (\\w+)#(\\w+) -->");
  private static final String END = "<!-- end -->";
  private static final String FENCE = "```";

  /** A place whose text comes from the code; {@code to} is the first line after the text. */
  record Quote(String kind, String type, String member, int from, int to) {
    @Override
    public String toString() {
      return kind + ": " + type + "#" + member;
    }
  }

  /** What the code says should stand in a place. */
  interface Truth {
    List<String> of(Quote quote);
  }

  List<Quote> quotes() {
    List<Quote> quotes = new ArrayList<>();
    for (int i : live()) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.matches()) {
        boolean generated = mark.group(1).equals("generated");
        int from = generated ? i + 1 : i + 2;
        int to = indexOf(generated ? END : FENCE, from);
        quotes.add(new Quote(mark.group(1), mark.group(2), mark.group(3), from, to));
      }
    }
    return quotes;
  }

  List<String> text(Quote quote) {
    return lines.subList(quote.from(), quote.to());
  }

  /** The line numbers of the blocks of Java and Kotlin that quote no sample. */
  List<Integer> looseJava() {
    List<Integer> loose = new ArrayList<>();
    for (int i : live()) {
      boolean quoting = i > 0 && lines.get(i - 1).startsWith("<!-- sample: ");
      String line = lines.get(i).strip();
      if (!quoting && (line.equals(FENCE + "java") || line.equals(FENCE + "kotlin"))) {
        loose.add(i + 1);
      }
    }
    return loose;
  }

  /** The page with every quote as it should be. */
  List<String> refreshed(Truth truth) {
    List<String> fresh = new ArrayList<>();
    int copied = 0;
    for (Quote quote : quotes()) {
      fresh.addAll(lines.subList(copied, quote.from()));
      fresh.addAll(truth.of(quote));
      copied = quote.to();
    }
    fresh.addAll(lines.subList(copied, lines.size()));
    return fresh;
  }

  /** The lines outside fenced blocks. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      boolean fence = line.strip().startsWith(FENCE);
      if (!fence && !fenced) {
        prose.add(line);
      }
      fenced = fence != fenced;
    }
    return prose;
  }

  /** The first line of the file that has it, in words for a failing test. */
  Optional<String> lacks(String heading) {
    return prose().stream().anyMatch(line -> Links.anchor(line).equals(Optional.of(heading)))
        ? Optional.empty()
        : Optional.of(name + " has no heading #" + heading);
  }

  /** The numbers of all lines but those of blocks with four backticks, which show Markdown. */
  private List<Integer> live() {
    List<Integer> live = new ArrayList<>();
    boolean shown = false;
    for (int i = 0; i < lines.size(); i++) {
      shown ^= lines.get(i).startsWith("`" + FENCE);
      if (!shown) {
        live.add(i);
      }
    }
    return live;
  }

  private int indexOf(String end, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(end)) {
        return i;
      }
    }
    throw new AssertionError(name + ":" + from + ": no line '" + end + "' follows");
  }
}
