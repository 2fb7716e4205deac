package dev.cascara.wasi.internal;

/**
 * A name in a folder.
 *
 * @param name the name
 * @param type the type of what it stands for
 * @param identity the number that {@link FileStatus#identity()} gives
 */
public record FolderEntry(String name, FileType type, long identity) {}
