package dev.cascara.wit.bindings;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.runtime.component.BorrowScope;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.GuestBorrows;
import dev.cascara.runtime.component.LendScope;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * What the methods of one generated class share: methods that load and store records and variants
 * of its WIT types, and the constants of enums. Each is written when it is first needed.
 */
final class Helpers {
  private final JavaTypes types;
  private final Handles handles;
  private final NameScope names;
  private final Modifier[] methodModifiers;
  private final Map<TypeDefinition, String> loads = new HashMap<>();
  private final Map<TypeDefinition, String> stores = new HashMap<>();
  private final Map<TypeDefinition, String> constants = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final Deque<Runnable> pending = new ArrayDeque<>();

  /**
   * Creates helpers.
   *
   * @param names the names of the class's methods and fields
   * @param methodModifiers of the helper methods
   */
  Helpers(JavaTypes types, Handles handles, NameScope names, Modifier... methodModifiers) {
    this.types = types;
    this.handles = handles;
    this.names = names;
    this.methodModifiers = methodModifiers;
  }

  JavaTypes types() {
    return types;
  }

  Handles handles() {
    return handles;
  }

  /** Adds everything that was asked for to the class. */
  void addTo(TypeSpec.Builder builder) {
    while (!pending.isEmpty()) {
      pending.remove().run();
    }
    builder.addFields(fields);
    builder.addMethods(methods);
  }

  /** The constant with all cases of an enum or all labels of flags, by their numbers. */
  CodeBlock constants(TypeDefinition type) {
    String name =
        constants.computeIfAbsent(
            type,
            key -> {
              String constant = names.take("ALL_" + JavaNames.constant(key.name()));
              ClassName javaType = types.classOf(key);
              fields.add(
                  FieldSpec.builder(ArrayTypeName.of(javaType), constant)
                      .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                      .initializer("$T.values()", javaType)
                      .build());
              return constant;
            });
    return CodeBlock.of("$L", name);
  }

  /** A call that loads a record or variant. */
  CodeBlock load(TypeDefinition type, Address address) {
    boolean hasBorrow = types.shape(new Type.Named(type)).hasBorrow();
    String name =
        loads.computeIfAbsent(
            type,
            key -> {
              String method = names.take("load" + JavaNames.upperCamel(key.name()));
              pending.add(() -> methods.add(loader(key, method, hasBorrow)));
              return method;
            });
    return hasBorrow
        ? CodeBlock.of("$L(options, $L, lends)", name, address.code())
        : CodeBlock.of("$L(options, $L)", name, address.code());
  }

  private MethodSpec loader(TypeDefinition type, String name, boolean hasBorrow) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addModifiers(methodModifiers)
            .addParameter(CanonicalOptions.class, "options")
            .addParameter(TypeName.INT, "address")
            .returns(types.classOf(type));
    List<String> parameters = new ArrayList<>(List.of("address"));
    if (hasBorrow) {
      method.addParameter(LendScope.class, "lends");
      parameters.add("lends");
    }
    Body body = new Body(parameters);
    CodeBlock value = new LiftCode(this, body).loadNamed(type, new Address("address", 0));
    body.statement("return $L", value);
    return method.addCode(body.build()).build();
  }

  /** A statement that stores a record or variant. */
  CodeBlock store(TypeDefinition type, CodeBlock value, Address address) {
    boolean hasBorrow = types.shape(new Type.Named(type)).hasBorrow();
    String name =
        stores.computeIfAbsent(
            type,
            key -> {
              String method = names.take("store" + JavaNames.upperCamel(key.name()));
              pending.add(() -> methods.add(storer(key, method, hasBorrow)));
              return method;
            });
    return hasBorrow
        ? CodeBlock.of("$L(options, $L, $L, borrows, lent)", name, value, address.code())
        : CodeBlock.of("$L(options, $L, $L)", name, value, address.code());
  }

  private MethodSpec storer(TypeDefinition type, String name, boolean hasBorrow) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addModifiers(methodModifiers)
            .addParameter(CanonicalOptions.class, "options")
            .addParameter(types.classOf(type), "value")
            .addParameter(TypeName.INT, "address");
    List<String> parameters = new ArrayList<>(List.of("value", "address"));
    if (hasBorrow) {
      method.addParameter(BorrowScope.class, "borrows");
      method.addParameter(GuestBorrows.class, "lent");
      parameters.addAll(List.of("borrows", "lent"));
    }
    Body body = new Body(parameters);
    new LowerCode(this, body).storeNamed(type, CodeBlock.of("value"), new Address("address", 0));
    return method.addCode(body.build()).build();
  }
}
