package dev.cascara.wasi.internal;

import java.util.List;

/**
 * Where a folder is: the steps to it, none a symbolic link when it was opened.
 *
 * @param root where the way begins
 * @param names the directories to go through, and the folder's own name
 */
record Place(Root root, List<String> names) {}
