package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.Tuple2;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.random.Insecure;
import dev.cascara.wasi.random.InsecureSeed;
import dev.cascara.wasi.random.Random;
import java.util.random.RandomGenerator;

/** {@code wasi:random}. */
record HostRandom(Wasi wasi) implements Random, Insecure, InsecureSeed {
  /** A list must have all bytes that were asked for, so there is a limit to asking. */
  private static final long MAXIMUM_LENGTH = 64 << 20;

  private static byte[] bytes(RandomGenerator generator, long length) {
    Preconditions.require(
        length >= 0 && length <= MAXIMUM_LENGTH, "more than 64 MiB of random bytes at once");
    byte[] bytes = new byte[(int) length];
    generator.nextBytes(bytes);
    return bytes;
  }

  @Override
  public byte[] getRandomBytes(long len) {
    return bytes(wasi.random(), len);
  }

  @Override
  public long getRandomU64() {
    return wasi.random().nextLong();
  }

  @Override
  public byte[] getInsecureRandomBytes(long len) {
    return bytes(wasi.insecureRandom(), len);
  }

  @Override
  public long getInsecureRandomU64() {
    return wasi.insecureRandom().nextLong();
  }

  @Override
  public Tuple2<Long, Long> insecureSeed() {
    return new Tuple2<>(wasi.insecureRandom().nextLong(), wasi.insecureRandom().nextLong());
  }
}
