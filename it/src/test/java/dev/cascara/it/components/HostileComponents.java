package dev.cascara.it.components;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Small components that ask for much. */
final class HostileComponents {
  private static final int CORE_MODULE_SECTION = 1;
  private static final int COMPONENT_SECTION = 4;
  private static final int INSTANCE_SECTION = 5;
  private static final int ALIAS_SECTION = 6;
  private static final int COMPONENT_SORT = 4;
  private static final int INSTANCE_SORT = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private HostileComponents() {
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0D, 0, 1, 0});
  }

  /**
   * Components each of which instantiates the one before it some times, and the last of which is
   * instantiated once.
   */
  static byte[] chain(int length, int instances) {
    HostileComponents root = new HostileComponents();
    root.section(COMPONENT_SECTION, new HostileComponents().out.toByteArray());
    for (int i = 0; i < length; i++) {
      HostileComponents inner = new HostileComponents();
      inner.section(ALIAS_SECTION, bytes(new int[] {1, COMPONENT_SORT, 2, 1}, unsigned(i)));
      inner.section(INSTANCE_SECTION, instantiate(instances, 0));
      root.section(COMPONENT_SECTION, inner.out.toByteArray());
    }
    root.section(INSTANCE_SECTION, instantiate(1, length));
    return root.out.toByteArray();
  }

  /** Instances each of which exports the one before it twice, the last of which is exported. */
  static byte[] bags(int length) {
    HostileComponents root = new HostileComponents();
    root.section(INSTANCE_SECTION, new byte[] {1, 1, 0});
    for (int i = 0; i < length; i++) {
      byte[] index = unsigned(i);
      root.section(
          INSTANCE_SECTION,
          bytes(
              new int[] {1, 1, 2, 0, 1, 'a', INSTANCE_SORT},
              index,
              new int[] {0, 1, 'b', INSTANCE_SORT},
              index));
    }
    return root.out.toByteArray();
  }

  /** Components within components. */
  static byte[] nested(int depth) {
    byte[] inner = new HostileComponents().out.toByteArray();
    for (int i = 0; i < depth; i++) {
      HostileComponents outer = new HostileComponents();
      outer.section(COMPONENT_SECTION, inner);
      inner = outer.out.toByteArray();
    }
    return inner;
  }

  /** A component that is instantiated some times with a core module in it. */
  static byte[] modules(int instances) {
    HostileComponents inner = new HostileComponents();
    inner.section(CORE_MODULE_SECTION, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    inner.section(2, new byte[] {1, 0, 0, 0});
    HostileComponents root = new HostileComponents();
    root.section(COMPONENT_SECTION, inner.out.toByteArray());
    root.section(INSTANCE_SECTION, instantiate(instances, 0));
    return root.out.toByteArray();
  }

  private static byte[] instantiate(int times, int component) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(unsigned(times));
    for (int i = 0; i < times; i++) {
      body.write(0);
      body.writeBytes(unsigned(component));
      body.write(0);
    }
    return body.toByteArray();
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Object part : List.of(parts)) {
      if (part instanceof int[] values) {
        for (int value : values) {
          body.write(value);
        }
      } else {
        body.writeBytes((byte[]) part);
      }
    }
    return body.toByteArray();
  }

  private void section(int id, byte[] content) {
    out.write(id);
    out.writeBytes(unsigned(content.length));
    out.writeBytes(content);
  }

  private static byte[] unsigned(int value) {
    ByteArrayOutputStream leb = new ByteArrayOutputStream();
    int rest = value;
    while (rest >= 0x80) {
      leb.write(rest | 0x80);
      rest >>>= 7;
    }
    leb.write(rest);
    return leb.toByteArray();
  }
}
