package dev.cascara.wasi.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a folder of the guest along a path. Paths and symbolic links are taken step by step
 * here, never by the host; {@code ..} is the directory that the way came from, and what would leave
 * the folder fails with {@link ErrorCode#NOT_PERMITTED}.
 *
 * <p>Only the directory at the end is open, until this is closed, however deep a guest goes.
 *
 * <p>At the end there is a directory and either a name in it, which stands for something or for
 * nothing yet, or no name, if the path means the directory itself.
 */
final class Walk implements Closeable {
  /** As on Linux, and in bytes there. */
  private static final int MAXIMUM_PATH_LENGTH = 4096;

  private static final int MAXIMUM_LINKS = 40;

  /** More steps than this from the root fail like a path that is too long. */
  private static final int MAXIMUM_DEPTH = 1024;

  private final Root root;
  private final List<String> names = new ArrayList<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private final int base;
  private final boolean locked;
  private Folder folder;
  private int links;
  private boolean folderRequired;
  private @Nullable String name;
  private @Nullable BasicFileAttributes attributes;

  private Walk(Place place) throws IOException {
    root = place.root();
    locked = root.goesByPath();
    if (locked) {
      Folder.NAMES.lock();
    }
    try {
      folder = open(place.names());
    } catch (IOException | RuntimeException e) {
      unlock();
      throw e;
    }
    names.addAll(place.names());
    base = names.size();
  }

  /** Opens the directory at the end of steps from the root. */
  private Folder open(List<String> steps) throws IOException {
    Folder reached = root.open();
    for (String step : steps) {
      try (Folder parent = reached) {
        reached = parent.openFolder(step);
      }
    }
    return reached;
  }

  private void unlock() {
    if (locked) {
      Folder.NAMES.unlock();
    }
  }

  /** Goes to a place itself. */
  static Walk to(Place place) throws IOException {
    return new Walk(place);
  }

  /** Goes along a path of the guest. */
  static Walk along(Place place, String path, SymbolicLinks symbolicLinks) throws IOException {
    if (path.isEmpty()) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
    if (path.length() > MAXIMUM_PATH_LENGTH) {
      throw new WasiException(ErrorCode.NAME_TOO_LONG);
    }
    if (path.indexOf('\0') >= 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    if (path.charAt(0) == '/') {
      throw new WasiException(ErrorCode.NOT_PERMITTED);
    }
    Walk walk = new Walk(place);
    try {
      walk.split(path);
      walk.go(symbolicLinks);
      return walk;
    } catch (IOException | RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  /** Goes to a file by its names, none of which is a link now. */
  static Walk toFile(Root root, List<String> names) throws IOException {
    Walk walk = new Walk(new Place(root, names.subList(0, names.size() - 1)));
    try {
      walk.name = names.get(names.size() - 1);
      walk.attributes = walk.folder.attributes(walk.name);
      return walk;
    } catch (IOException | RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  private void split(String path) {
    int start = 0;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = path.length();
      }
      String step = path.substring(start, end);
      folderRequired = step.isEmpty() || step.equals(".") || step.equals("..");
      if (!step.isEmpty() && !step.equals(".")) {
        pending.addLast(step);
      }
      start = end + 1;
    }
  }

  private void go(SymbolicLinks symbolicLinks) throws IOException {
    while (!pending.isEmpty()) {
      String step = pending.removeFirst();
      if (step.equals("..")) {
        leave();
        continue;
      }
      boolean last = pending.isEmpty();
      BasicFileAttributes found = folder().attributes(step);
      if (found == null) {
        if (!last) {
          throw new WasiException(ErrorCode.NO_ENTRY);
        }
      } else if (found.isSymbolicLink() && (!last || follows(symbolicLinks))) {
        expand(step);
        continue;
      } else if ((!last || folderRequired) && !found.isDirectory()) {
        throw new WasiException(ErrorCode.NOT_DIRECTORY);
      } else if (!last) {
        enter(step);
      }
      if (last) {
        name = step;
        attributes = found;
      }
    }
  }

  private boolean follows(SymbolicLinks symbolicLinks) {
    return switch (symbolicLinks) {
      case FOLLOW -> true;
      case KEEP -> folderRequired;
      case NEVER_FOLLOW -> false;
    };
  }

  private void expand(String step) throws IOException {
    links++;
    if (links > MAXIMUM_LINKS) {
      throw new WasiException(ErrorCode.LOOP);
    }
    Path target = folder().readLink(step);
    if (target.isAbsolute() || target.getRoot() != null) {
      throw new WasiException(ErrorCode.NOT_PERMITTED);
    }
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      String targetStep = target.getName(i).toString();
      if (!targetStep.isEmpty() && !targetStep.equals(".")) {
        pending.addFirst(targetStep);
      }
    }
  }

  private void enter(String step) throws IOException {
    if (names.size() == MAXIMUM_DEPTH) {
      throw new WasiException(ErrorCode.NAME_TOO_LONG);
    }
    try (Folder parent = folder) {
      folder = parent.openFolder(step);
    }
    names.add(step);
  }

  private void leave() throws IOException {
    if (names.size() == base) {
      throw new WasiException(ErrorCode.NOT_PERMITTED);
    }
    names.remove(names.size() - 1);
    folder.close();
    folder = open(names);
  }

  /** The directory at the end. */
  Folder folder() {
    return folder;
  }

  /** The name in it, or null if the path means the directory itself. */
  @Nullable String name() {
    return name;
  }

  /**
   * The name in it.
   *
   * @param otherwise the error if the path means the directory itself
   */
  String requireName(ErrorCode otherwise) throws WasiException {
    if (name == null) {
      throw new WasiException(otherwise);
    }
    return name;
  }

  /** Whether what the path means exists. */
  boolean exists() {
    return name == null || attributes != null;
  }

  /** The attributes of what the path means. */
  BasicFileAttributes attributes() throws IOException {
    if (name == null) {
      return folder().attributes();
    }
    if (attributes == null) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
    return attributes;
  }

  /** Whether the path can only mean a directory, since it ends with a slash or a dot. */
  boolean isFolderRequired() {
    return folderRequired;
  }

  /** The steps from the root to what the path means. */
  List<String> steps() {
    List<String> steps = new ArrayList<>(names);
    if (name != null) {
      steps.add(name);
    }
    return List.copyOf(steps);
  }

  @Override
  public void close() throws IOException {
    unlock();
    folder.close();
  }
}
