package dev.cascara.it.conformance;

import dev.cascara.runtime.AddressType;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The module {@code spectest} of the host, which scripts import from. */
final class Spectest implements Imports {
  private final Map<String, Extern> exports = new HashMap<>();

  Spectest() {
    print("print");
    print("print_i32", ValueType.I32);
    print("print_i64", ValueType.I64);
    print("print_f32", ValueType.F32);
    print("print_f64", ValueType.F64);
    print("print_i32_f32", ValueType.I32, ValueType.F32);
    print("print_f64_f64", ValueType.F64, ValueType.F64);
    exports.put("global_i32", Global.of(ValueType.I32, false, 666));
    exports.put("global_i64", Global.of(ValueType.I64, false, 666L));
    exports.put("global_f32", Global.of(ValueType.F32, false, 666.6f));
    exports.put("global_f64", Global.of(ValueType.F64, false, 666.6));
    exports.put("table", Table.create(ValueType.FUNCREF, 10, 20));
    exports.put("table64", Table.create(ValueType.FUNCREF, AddressType.I64, 10, 20));
    exports.put("memory", Memory.create(1, 2));
    exports.put("shared_memory", Memory.create(MemoryType.of(1).withMaximum(2).asShared()));
  }

  /** What is printed is of no interest. */
  private void print(String name, ValueType... parameters) {
    FunctionType type = FunctionType.of(List.of(parameters), List.of());
    exports.put(name, WasmFunction.of(type, MethodHandles.empty(type.methodType())));
  }

  @Override
  public @Nullable Extern find(String module, String name) {
    return exports.get(name);
  }
}
