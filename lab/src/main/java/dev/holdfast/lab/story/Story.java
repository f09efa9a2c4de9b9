/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.http.SessionBuilder;
import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.client.Site;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.server.Trouble;
import dev.holdfast.lab.sim.World;
import dev.holdfast.safeguard.Safeguards;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The events of a fleet of clients and their server. Immutable once it runs. */
public class Story {

  /** The seconds after the last call in which the story continues, so that calls can end. */
  static final int TAIL = 20;

  private final String id;
  private final String title;
  private final Function<Scene, Server> server;
  private double rate = 5;
  private int clients;
  private Trouble trouble = new Trouble(20, 80);
  private int end = 140;
  private long readNanos = 2 * World.SECOND;
  private int connections = 64;
  private boolean recovers = true;
  private Site.Tuning tuning = Site.Tuning.none();
  private List<Goal> goals = List.of();

  Story(String id, String title, Function<Scene, Server> server) {
    this.id = id;
    this.title = title;
    this.server = server;
  }

  /** Sets the calls a second of each client, in place of 5. */
  final Story rate(double perSecond) {
    rate = perSecond;
    return this;
  }

  /** Sets the number of clients, which then cannot be chosen. */
  final Story clients(int number) {
    clients = number;
    return this;
  }

  /**
   * Sets another time of the trouble, and another end, in seconds. Must be called before the run.
   */
  public final Story times(int from, int over, int last) {
    trouble = new Trouble(from, over);
    end = last;
    return this;
  }

  /** Declares that the server never recovers: figures are measured after the trouble too. */
  final Story lasting() {
    recovers = false;
    return this;
  }

  /** Sets another read timeout than 2 s. */
  final Story read(double seconds) {
    readNanos = (long) (seconds * World.SECOND);
    return this;
  }

  /** Sets another number of connections than 64 for each client. */
  final Story connections(int most) {
    connections = most;
    return this;
  }

  /** Sets more settings of the session than its defaults. */
  final Story session(UnaryOperator<SessionBuilder> settings) {
    tuning = new Site.Tuning(settings, UnaryOperator.identity());
    return this;
  }

  /** Sets other safeguards of the session than the standard ones. */
  final Story safeguards(UnaryOperator<Safeguards.Builder> settings) {
    tuning = new Site.Tuning(UnaryOperator.identity(), settings);
    return this;
  }

  /** Sets goals for a session of Holdfast. */
  final Story goals(Goal... all) {
    goals = List.of(all);
    return this;
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /** The events, in words. */
  public String title() {
    return title;
  }

  /** The period of the trouble. */
  public Trouble trouble() {
    return trouble;
  }

  /** The start of the last call, in seconds. */
  public int end() {
    return end;
  }

  /** The goals for a session of Holdfast. */
  public List<Goal> goals() {
    return goals;
  }

  /** Whether the story has its own number of clients. */
  public boolean sized() {
    return clients != 0;
  }

  double rate() {
    return rate;
  }

  long readNanos() {
    return readNanos;
  }

  int connections() {
    return connections;
  }

  Site.Tuning tuning() {
    return tuning;
  }

  final Server server(Scene scene) {
    return server.apply(scene);
  }

  /** Whether attempts are made for the counted calls, so that their load is measured. */
  boolean countsLoad() {
    return true;
  }

  /** Whether the server recovers after the trouble. */
  boolean recovers() {
    return recovers;
  }

  /** Starts the clients. By default each calls the one server at random moments. */
  void begin(Scene scene) {
    Server one = server(scene);
    for (int i = 0; i < scene.clients(); i++) {
      Client client = scene.open(i, one);
      scene.poisson(rate, () -> scene.call(client, 0));
    }
  }

  /** Runs the story. */
  public final Result run(Policy policy, int fleet, long seed) {
    return run(policy, fleet, seed, World::runUntil);
  }

  /**
   * Runs the story.
   *
   * @param clock advances the world to a time
   */
  public final Result run(Policy policy, int fleet, long seed, BiConsumer<World, Long> clock) {
    Scene scene = new Scene(this, policy, clients == 0 ? fleet : clients, seed);
    begin(scene);
    clock.accept(scene.world(), (end + TAIL) * World.SECOND);
    return Result.of(this, policy, scene.clients(), seed, scene.tally());
  }
}
