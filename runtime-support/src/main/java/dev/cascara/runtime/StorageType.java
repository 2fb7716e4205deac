package dev.cascara.runtime;

/** What a field of a structure or an element of an array holds (section 2.3, "Storage Types"). */
public sealed interface StorageType permits ValueType, PackedType {}
