package dev.cascara.compiler.codegen;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits calls of the runtime's static methods. */
final class RuntimeCalls {
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "dev/cascara/runtime/internal/RuntimeLinkage",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/Class;)Ljava/lang/invoke/CallSite;",
          false);

  private RuntimeCalls() {}

  /** Emits a call that HotSpot's optimising compiler inlines only as long as there are few. */
  static void call(MethodVisitor out, String owner, String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Emits one that it inlines in any case. */
  static void link(MethodVisitor out, String owner, String name, String descriptor) {
    out.visitInvokeDynamicInsn(name, descriptor, LINK, Type.getObjectType(owner));
  }
}
