/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * The rule for which symbolic links are followed to the file to write: not those that another user
 * may have planted, such as {@code /tmp/report.csv} that leads to another of the user's files. The
 * rule is the one of Linux ({@code fs.protected_symlinks}), for every directory that others may
 * write to: the link must be the user's own, or its owner must be the directory's.
 */
public final class LinkRule {

  /** The most links in a chain, as in Linux. */
  private static final int MOST_LINKS = 40;

  private LinkRule() {}

  /**
   * Returns the target of the links, which need not exist. Nothing is opened.
   *
   * @throws IOException if a link must not be followed or there are too many
   */
  public static Path follow(Path path) throws IOException {
    Path behind = path.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS; i++) {
      if (!Files.isSymbolicLink(behind)) {
        return behind;
      }
      requireTrusted(behind);
      Path next = behind.resolveSibling(Files.readSymbolicLink(behind));
      if (Files.notExists(next, LinkOption.NOFOLLOW_LINKS) && Files.exists(behind)) {
        return behind; // what /dev/stdout leads to: an open pipe has no path of its own
      }
      behind = next;
    }
    throw new IOException("too many symbolic links");
  }

  /**
   * Returns the options to open a file that {@link #follow} has returned, to write to it. A link
   * that another user puts in its place meanwhile is an error.
   */
  public static Set<OpenOption> writing(Path followed) throws IOException {
    return othersMayWrite(directory(followed))
        ? Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
        : Set.of(StandardOpenOption.WRITE);
  }

  private static void requireTrusted(Path link) throws IOException {
    Path directory = directory(link);
    if (!othersMayWrite(directory)) {
      return;
    }
    UserPrincipal owner = Files.getOwner(link, LinkOption.NOFOLLOW_LINKS);
    if (!trusted(owner, Files.getOwner(directory), user())) {
      throw new IOException("the symbolic link " + link + " belongs to " + owner.getName()
          + " in a directory that others may write to");
    }
  }

  static boolean trusted(
      UserPrincipal owner, UserPrincipal ownerOfDirectory, Optional<UserPrincipal> user) {
    return user.equals(Optional.of(owner)) || owner.equals(ownerOfDirectory);
  }

  /** Whether the file at that path belongs to this user, so that no other user has put it there. */
  public static boolean isOurs(Path file) throws IOException {
    return !othersMayWrite(directory(file))
        || user().equals(Optional.of(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)));
  }

  static boolean othersMayWrite(Path directory) throws IOException {
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(directory);
      return all.contains(PosixFilePermission.OTHERS_WRITE)
          || all.contains(PosixFilePermission.GROUP_WRITE);
    } catch (UnsupportedOperationException e) {
      return false; // a system without such permissions
    }
  }

  private static Optional<UserPrincipal> user() {
    try {
      return Optional.of(FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(System.getProperty("user.name", "")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // a user without a name, as in some containers
    }
  }

  /** Returns the directory that contains that path. */
  public static Path directory(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return directory == null ? path : directory;
  }
}
