package dev.cascara.compiler.wasm;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of WebAssembly 3.0, of the threads and wide-arithmetic proposals, and of the
 * legacy encoding of exception handling, with their binary codes (section 5.4).
 */
public enum Opcode {
  /** {@code unreachable}. */
  UNREACHABLE("unreachable", 0x00, Immediates.NONE),
  /** {@code nop}. */
  NOP("nop", 0x01, Immediates.NONE),
  /** {@code block}. */
  BLOCK("block", 0x02, Immediates.BLOCK),
  /** {@code loop}. */
  LOOP("loop", 0x03, Immediates.BLOCK),
  /** {@code if}. */
  IF("if", 0x04, Immediates.BLOCK),
  /** {@code else}. */
  ELSE("else", 0x05, Immediates.NONE),
  /** {@code try}. */
  TRY("try", 0x06, Immediates.BLOCK),
  /** {@code catch}. */
  CATCH("catch", 0x07, Immediates.TAG),
  /** {@code throw}. */
  THROW("throw", 0x08, Immediates.TAG),
  /** {@code rethrow}. */
  RETHROW("rethrow", 0x09, Immediates.LABEL),
  /** {@code throw_ref}. */
  THROW_REF("throw_ref", 0x0A, Immediates.NONE),
  /** {@code end}. */
  END("end", 0x0B, Immediates.NONE),
  /** {@code br}. */
  BR("br", 0x0C, Immediates.LABEL),
  /** {@code br_if}. */
  BR_IF("br_if", 0x0D, Immediates.LABEL),
  /** {@code br_table}. */
  BR_TABLE("br_table", 0x0E, Immediates.LABELS),
  /** {@code return}. */
  RETURN("return", 0x0F, Immediates.NONE),
  /** {@code call}. */
  CALL("call", 0x10, Immediates.FUNCTION),
  /** {@code call_indirect}. */
  CALL_INDIRECT("call_indirect", 0x11, Immediates.TYPE_TABLE),
  /** {@code return_call}. */
  RETURN_CALL("return_call", 0x12, Immediates.FUNCTION),
  /** {@code return_call_indirect}. */
  RETURN_CALL_INDIRECT("return_call_indirect", 0x13, Immediates.TYPE_TABLE),
  /** {@code call_ref}. */
  CALL_REF("call_ref", 0x14, Immediates.TYPE),
  /** {@code return_call_ref}. */
  RETURN_CALL_REF("return_call_ref", 0x15, Immediates.TYPE),
  /** {@code delegate}. */
  DELEGATE("delegate", 0x18, Immediates.LABEL),
  /** {@code catch_all}. */
  CATCH_ALL("catch_all", 0x19, Immediates.NONE),
  /** {@code drop}. */
  DROP("drop", 0x1A, Immediates.NONE),
  /** {@code select}. */
  SELECT("select", 0x1B, Immediates.NONE),
  /** {@code select}. */
  SELECT_T("select", 0x1C, Immediates.VALUE_TYPES),
  /** {@code try_table}. */
  TRY_TABLE("try_table", 0x1F, Immediates.CATCHES),
  /** {@code local.get}. */
  LOCAL_GET("local.get", 0x20, Immediates.LOCAL),
  /** {@code local.set}. */
  LOCAL_SET("local.set", 0x21, Immediates.LOCAL),
  /** {@code local.tee}. */
  LOCAL_TEE("local.tee", 0x22, Immediates.LOCAL),
  /** {@code global.get}. */
  GLOBAL_GET("global.get", 0x23, Immediates.GLOBAL),
  /** {@code global.set}. */
  GLOBAL_SET("global.set", 0x24, Immediates.GLOBAL),
  /** {@code table.get}. */
  TABLE_GET("table.get", 0x25, Immediates.TABLE),
  /** {@code table.set}. */
  TABLE_SET("table.set", 0x26, Immediates.TABLE),
  /** {@code i32.load}. */
  I32_LOAD("i32.load", 0x28, Immediates.MEMORY_ARGUMENT, "a>i", 2),
  /** {@code i64.load}. */
  I64_LOAD("i64.load", 0x29, Immediates.MEMORY_ARGUMENT, "a>l", 3),
  /** {@code f32.load}. */
  F32_LOAD("f32.load", 0x2A, Immediates.MEMORY_ARGUMENT, "a>f", 2),
  /** {@code f64.load}. */
  F64_LOAD("f64.load", 0x2B, Immediates.MEMORY_ARGUMENT, "a>d", 3),
  /** {@code i32.load8_s}. */
  I32_LOAD8_S("i32.load8_s", 0x2C, Immediates.MEMORY_ARGUMENT, "a>i", 0),
  /** {@code i32.load8_u}. */
  I32_LOAD8_U("i32.load8_u", 0x2D, Immediates.MEMORY_ARGUMENT, "a>i", 0),
  /** {@code i32.load16_s}. */
  I32_LOAD16_S("i32.load16_s", 0x2E, Immediates.MEMORY_ARGUMENT, "a>i", 1),
  /** {@code i32.load16_u}. */
  I32_LOAD16_U("i32.load16_u", 0x2F, Immediates.MEMORY_ARGUMENT, "a>i", 1),
  /** {@code i64.load8_s}. */
  I64_LOAD8_S("i64.load8_s", 0x30, Immediates.MEMORY_ARGUMENT, "a>l", 0),
  /** {@code i64.load8_u}. */
  I64_LOAD8_U("i64.load8_u", 0x31, Immediates.MEMORY_ARGUMENT, "a>l", 0),
  /** {@code i64.load16_s}. */
  I64_LOAD16_S("i64.load16_s", 0x32, Immediates.MEMORY_ARGUMENT, "a>l", 1),
  /** {@code i64.load16_u}. */
  I64_LOAD16_U("i64.load16_u", 0x33, Immediates.MEMORY_ARGUMENT, "a>l", 1),
  /** {@code i64.load32_s}. */
  I64_LOAD32_S("i64.load32_s", 0x34, Immediates.MEMORY_ARGUMENT, "a>l", 2),
  /** {@code i64.load32_u}. */
  I64_LOAD32_U("i64.load32_u", 0x35, Immediates.MEMORY_ARGUMENT, "a>l", 2),
  /** {@code i32.store}. */
  I32_STORE("i32.store", 0x36, Immediates.MEMORY_ARGUMENT, "ai>", 2),
  /** {@code i64.store}. */
  I64_STORE("i64.store", 0x37, Immediates.MEMORY_ARGUMENT, "al>", 3),
  /** {@code f32.store}. */
  F32_STORE("f32.store", 0x38, Immediates.MEMORY_ARGUMENT, "af>", 2),
  /** {@code f64.store}. */
  F64_STORE("f64.store", 0x39, Immediates.MEMORY_ARGUMENT, "ad>", 3),
  /** {@code i32.store8}. */
  I32_STORE8("i32.store8", 0x3A, Immediates.MEMORY_ARGUMENT, "ai>", 0),
  /** {@code i32.store16}. */
  I32_STORE16("i32.store16", 0x3B, Immediates.MEMORY_ARGUMENT, "ai>", 1),
  /** {@code i64.store8}. */
  I64_STORE8("i64.store8", 0x3C, Immediates.MEMORY_ARGUMENT, "al>", 0),
  /** {@code i64.store16}. */
  I64_STORE16("i64.store16", 0x3D, Immediates.MEMORY_ARGUMENT, "al>", 1),
  /** {@code i64.store32}. */
  I64_STORE32("i64.store32", 0x3E, Immediates.MEMORY_ARGUMENT, "al>", 2),
  /** {@code memory.size}. */
  MEMORY_SIZE("memory.size", 0x3F, Immediates.MEMORY),
  /** {@code memory.grow}. */
  MEMORY_GROW("memory.grow", 0x40, Immediates.MEMORY),
  /** {@code i32.const}. */
  I32_CONST("i32.const", 0x41, Immediates.I32),
  /** {@code i64.const}. */
  I64_CONST("i64.const", 0x42, Immediates.I64),
  /** {@code f32.const}. */
  F32_CONST("f32.const", 0x43, Immediates.F32),
  /** {@code f64.const}. */
  F64_CONST("f64.const", 0x44, Immediates.F64),
  /** {@code i32.eqz}. */
  I32_EQZ("i32.eqz", 0x45, Immediates.NONE, "i>i"),
  /** {@code i32.eq}. */
  I32_EQ("i32.eq", 0x46, Immediates.NONE, "ii>i"),
  /** {@code i32.ne}. */
  I32_NE("i32.ne", 0x47, Immediates.NONE, "ii>i"),
  /** {@code i32.lt_s}. */
  I32_LT_S("i32.lt_s", 0x48, Immediates.NONE, "ii>i"),
  /** {@code i32.lt_u}. */
  I32_LT_U("i32.lt_u", 0x49, Immediates.NONE, "ii>i"),
  /** {@code i32.gt_s}. */
  I32_GT_S("i32.gt_s", 0x4A, Immediates.NONE, "ii>i"),
  /** {@code i32.gt_u}. */
  I32_GT_U("i32.gt_u", 0x4B, Immediates.NONE, "ii>i"),
  /** {@code i32.le_s}. */
  I32_LE_S("i32.le_s", 0x4C, Immediates.NONE, "ii>i"),
  /** {@code i32.le_u}. */
  I32_LE_U("i32.le_u", 0x4D, Immediates.NONE, "ii>i"),
  /** {@code i32.ge_s}. */
  I32_GE_S("i32.ge_s", 0x4E, Immediates.NONE, "ii>i"),
  /** {@code i32.ge_u}. */
  I32_GE_U("i32.ge_u", 0x4F, Immediates.NONE, "ii>i"),
  /** {@code i64.eqz}. */
  I64_EQZ("i64.eqz", 0x50, Immediates.NONE, "l>i"),
  /** {@code i64.eq}. */
  I64_EQ("i64.eq", 0x51, Immediates.NONE, "ll>i"),
  /** {@code i64.ne}. */
  I64_NE("i64.ne", 0x52, Immediates.NONE, "ll>i"),
  /** {@code i64.lt_s}. */
  I64_LT_S("i64.lt_s", 0x53, Immediates.NONE, "ll>i"),
  /** {@code i64.lt_u}. */
  I64_LT_U("i64.lt_u", 0x54, Immediates.NONE, "ll>i"),
  /** {@code i64.gt_s}. */
  I64_GT_S("i64.gt_s", 0x55, Immediates.NONE, "ll>i"),
  /** {@code i64.gt_u}. */
  I64_GT_U("i64.gt_u", 0x56, Immediates.NONE, "ll>i"),
  /** {@code i64.le_s}. */
  I64_LE_S("i64.le_s", 0x57, Immediates.NONE, "ll>i"),
  /** {@code i64.le_u}. */
  I64_LE_U("i64.le_u", 0x58, Immediates.NONE, "ll>i"),
  /** {@code i64.ge_s}. */
  I64_GE_S("i64.ge_s", 0x59, Immediates.NONE, "ll>i"),
  /** {@code i64.ge_u}. */
  I64_GE_U("i64.ge_u", 0x5A, Immediates.NONE, "ll>i"),
  /** {@code f32.eq}. */
  F32_EQ("f32.eq", 0x5B, Immediates.NONE, "ff>i"),
  /** {@code f32.ne}. */
  F32_NE("f32.ne", 0x5C, Immediates.NONE, "ff>i"),
  /** {@code f32.lt}. */
  F32_LT("f32.lt", 0x5D, Immediates.NONE, "ff>i"),
  /** {@code f32.gt}. */
  F32_GT("f32.gt", 0x5E, Immediates.NONE, "ff>i"),
  /** {@code f32.le}. */
  F32_LE("f32.le", 0x5F, Immediates.NONE, "ff>i"),
  /** {@code f32.ge}. */
  F32_GE("f32.ge", 0x60, Immediates.NONE, "ff>i"),
  /** {@code f64.eq}. */
  F64_EQ("f64.eq", 0x61, Immediates.NONE, "dd>i"),
  /** {@code f64.ne}. */
  F64_NE("f64.ne", 0x62, Immediates.NONE, "dd>i"),
  /** {@code f64.lt}. */
  F64_LT("f64.lt", 0x63, Immediates.NONE, "dd>i"),
  /** {@code f64.gt}. */
  F64_GT("f64.gt", 0x64, Immediates.NONE, "dd>i"),
  /** {@code f64.le}. */
  F64_LE("f64.le", 0x65, Immediates.NONE, "dd>i"),
  /** {@code f64.ge}. */
  F64_GE("f64.ge", 0x66, Immediates.NONE, "dd>i"),
  /** {@code i32.clz}. */
  I32_CLZ("i32.clz", 0x67, Immediates.NONE, "i>i"),
  /** {@code i32.ctz}. */
  I32_CTZ("i32.ctz", 0x68, Immediates.NONE, "i>i"),
  /** {@code i32.popcnt}. */
  I32_POPCNT("i32.popcnt", 0x69, Immediates.NONE, "i>i"),
  /** {@code i32.add}. */
  I32_ADD("i32.add", 0x6A, Immediates.NONE, "ii>i"),
  /** {@code i32.sub}. */
  I32_SUB("i32.sub", 0x6B, Immediates.NONE, "ii>i"),
  /** {@code i32.mul}. */
  I32_MUL("i32.mul", 0x6C, Immediates.NONE, "ii>i"),
  /** {@code i32.div_s}. */
  I32_DIV_S("i32.div_s", 0x6D, Immediates.NONE, "ii>i"),
  /** {@code i32.div_u}. */
  I32_DIV_U("i32.div_u", 0x6E, Immediates.NONE, "ii>i"),
  /** {@code i32.rem_s}. */
  I32_REM_S("i32.rem_s", 0x6F, Immediates.NONE, "ii>i"),
  /** {@code i32.rem_u}. */
  I32_REM_U("i32.rem_u", 0x70, Immediates.NONE, "ii>i"),
  /** {@code i32.and}. */
  I32_AND("i32.and", 0x71, Immediates.NONE, "ii>i"),
  /** {@code i32.or}. */
  I32_OR("i32.or", 0x72, Immediates.NONE, "ii>i"),
  /** {@code i32.xor}. */
  I32_XOR("i32.xor", 0x73, Immediates.NONE, "ii>i"),
  /** {@code i32.shl}. */
  I32_SHL("i32.shl", 0x74, Immediates.NONE, "ii>i"),
  /** {@code i32.shr_s}. */
  I32_SHR_S("i32.shr_s", 0x75, Immediates.NONE, "ii>i"),
  /** {@code i32.shr_u}. */
  I32_SHR_U("i32.shr_u", 0x76, Immediates.NONE, "ii>i"),
  /** {@code i32.rotl}. */
  I32_ROTL("i32.rotl", 0x77, Immediates.NONE, "ii>i"),
  /** {@code i32.rotr}. */
  I32_ROTR("i32.rotr", 0x78, Immediates.NONE, "ii>i"),
  /** {@code i64.clz}. */
  I64_CLZ("i64.clz", 0x79, Immediates.NONE, "l>l"),
  /** {@code i64.ctz}. */
  I64_CTZ("i64.ctz", 0x7A, Immediates.NONE, "l>l"),
  /** {@code i64.popcnt}. */
  I64_POPCNT("i64.popcnt", 0x7B, Immediates.NONE, "l>l"),
  /** {@code i64.add}. */
  I64_ADD("i64.add", 0x7C, Immediates.NONE, "ll>l"),
  /** {@code i64.sub}. */
  I64_SUB("i64.sub", 0x7D, Immediates.NONE, "ll>l"),
  /** {@code i64.mul}. */
  I64_MUL("i64.mul", 0x7E, Immediates.NONE, "ll>l"),
  /** {@code i64.div_s}. */
  I64_DIV_S("i64.div_s", 0x7F, Immediates.NONE, "ll>l"),
  /** {@code i64.div_u}. */
  I64_DIV_U("i64.div_u", 0x80, Immediates.NONE, "ll>l"),
  /** {@code i64.rem_s}. */
  I64_REM_S("i64.rem_s", 0x81, Immediates.NONE, "ll>l"),
  /** {@code i64.rem_u}. */
  I64_REM_U("i64.rem_u", 0x82, Immediates.NONE, "ll>l"),
  /** {@code i64.and}. */
  I64_AND("i64.and", 0x83, Immediates.NONE, "ll>l"),
  /** {@code i64.or}. */
  I64_OR("i64.or", 0x84, Immediates.NONE, "ll>l"),
  /** {@code i64.xor}. */
  I64_XOR("i64.xor", 0x85, Immediates.NONE, "ll>l"),
  /** {@code i64.shl}. */
  I64_SHL("i64.shl", 0x86, Immediates.NONE, "ll>l"),
  /** {@code i64.shr_s}. */
  I64_SHR_S("i64.shr_s", 0x87, Immediates.NONE, "ll>l"),
  /** {@code i64.shr_u}. */
  I64_SHR_U("i64.shr_u", 0x88, Immediates.NONE, "ll>l"),
  /** {@code i64.rotl}. */
  I64_ROTL("i64.rotl", 0x89, Immediates.NONE, "ll>l"),
  /** {@code i64.rotr}. */
  I64_ROTR("i64.rotr", 0x8A, Immediates.NONE, "ll>l"),
  /** {@code f32.abs}. */
  F32_ABS("f32.abs", 0x8B, Immediates.NONE, "f>f"),
  /** {@code f32.neg}. */
  F32_NEG("f32.neg", 0x8C, Immediates.NONE, "f>f"),
  /** {@code f32.ceil}. */
  F32_CEIL("f32.ceil", 0x8D, Immediates.NONE, "f>f"),
  /** {@code f32.floor}. */
  F32_FLOOR("f32.floor", 0x8E, Immediates.NONE, "f>f"),
  /** {@code f32.trunc}. */
  F32_TRUNC("f32.trunc", 0x8F, Immediates.NONE, "f>f"),
  /** {@code f32.nearest}. */
  F32_NEAREST("f32.nearest", 0x90, Immediates.NONE, "f>f"),
  /** {@code f32.sqrt}. */
  F32_SQRT("f32.sqrt", 0x91, Immediates.NONE, "f>f"),
  /** {@code f32.add}. */
  F32_ADD("f32.add", 0x92, Immediates.NONE, "ff>f"),
  /** {@code f32.sub}. */
  F32_SUB("f32.sub", 0x93, Immediates.NONE, "ff>f"),
  /** {@code f32.mul}. */
  F32_MUL("f32.mul", 0x94, Immediates.NONE, "ff>f"),
  /** {@code f32.div}. */
  F32_DIV("f32.div", 0x95, Immediates.NONE, "ff>f"),
  /** {@code f32.min}. */
  F32_MIN("f32.min", 0x96, Immediates.NONE, "ff>f"),
  /** {@code f32.max}. */
  F32_MAX("f32.max", 0x97, Immediates.NONE, "ff>f"),
  /** {@code f32.copysign}. */
  F32_COPYSIGN("f32.copysign", 0x98, Immediates.NONE, "ff>f"),
  /** {@code f64.abs}. */
  F64_ABS("f64.abs", 0x99, Immediates.NONE, "d>d"),
  /** {@code f64.neg}. */
  F64_NEG("f64.neg", 0x9A, Immediates.NONE, "d>d"),
  /** {@code f64.ceil}. */
  F64_CEIL("f64.ceil", 0x9B, Immediates.NONE, "d>d"),
  /** {@code f64.floor}. */
  F64_FLOOR("f64.floor", 0x9C, Immediates.NONE, "d>d"),
  /** {@code f64.trunc}. */
  F64_TRUNC("f64.trunc", 0x9D, Immediates.NONE, "d>d"),
  /** {@code f64.nearest}. */
  F64_NEAREST("f64.nearest", 0x9E, Immediates.NONE, "d>d"),
  /** {@code f64.sqrt}. */
  F64_SQRT("f64.sqrt", 0x9F, Immediates.NONE, "d>d"),
  /** {@code f64.add}. */
  F64_ADD("f64.add", 0xA0, Immediates.NONE, "dd>d"),
  /** {@code f64.sub}. */
  F64_SUB("f64.sub", 0xA1, Immediates.NONE, "dd>d"),
  /** {@code f64.mul}. */
  F64_MUL("f64.mul", 0xA2, Immediates.NONE, "dd>d"),
  /** {@code f64.div}. */
  F64_DIV("f64.div", 0xA3, Immediates.NONE, "dd>d"),
  /** {@code f64.min}. */
  F64_MIN("f64.min", 0xA4, Immediates.NONE, "dd>d"),
  /** {@code f64.max}. */
  F64_MAX("f64.max", 0xA5, Immediates.NONE, "dd>d"),
  /** {@code f64.copysign}. */
  F64_COPYSIGN("f64.copysign", 0xA6, Immediates.NONE, "dd>d"),
  /** {@code i32.wrap_i64}. */
  I32_WRAP_I64("i32.wrap_i64", 0xA7, Immediates.NONE, "l>i"),
  /** {@code i32.trunc_f32_s}. */
  I32_TRUNC_F32_S("i32.trunc_f32_s", 0xA8, Immediates.NONE, "f>i"),
  /** {@code i32.trunc_f32_u}. */
  I32_TRUNC_F32_U("i32.trunc_f32_u", 0xA9, Immediates.NONE, "f>i"),
  /** {@code i32.trunc_f64_s}. */
  I32_TRUNC_F64_S("i32.trunc_f64_s", 0xAA, Immediates.NONE, "d>i"),
  /** {@code i32.trunc_f64_u}. */
  I32_TRUNC_F64_U("i32.trunc_f64_u", 0xAB, Immediates.NONE, "d>i"),
  /** {@code i64.extend_i32_s}. */
  I64_EXTEND_I32_S("i64.extend_i32_s", 0xAC, Immediates.NONE, "i>l"),
  /** {@code i64.extend_i32_u}. */
  I64_EXTEND_I32_U("i64.extend_i32_u", 0xAD, Immediates.NONE, "i>l"),
  /** {@code i64.trunc_f32_s}. */
  I64_TRUNC_F32_S("i64.trunc_f32_s", 0xAE, Immediates.NONE, "f>l"),
  /** {@code i64.trunc_f32_u}. */
  I64_TRUNC_F32_U("i64.trunc_f32_u", 0xAF, Immediates.NONE, "f>l"),
  /** {@code i64.trunc_f64_s}. */
  I64_TRUNC_F64_S("i64.trunc_f64_s", 0xB0, Immediates.NONE, "d>l"),
  /** {@code i64.trunc_f64_u}. */
  I64_TRUNC_F64_U("i64.trunc_f64_u", 0xB1, Immediates.NONE, "d>l"),
  /** {@code f32.convert_i32_s}. */
  F32_CONVERT_I32_S("f32.convert_i32_s", 0xB2, Immediates.NONE, "i>f"),
  /** {@code f32.convert_i32_u}. */
  F32_CONVERT_I32_U("f32.convert_i32_u", 0xB3, Immediates.NONE, "i>f"),
  /** {@code f32.convert_i64_s}. */
  F32_CONVERT_I64_S("f32.convert_i64_s", 0xB4, Immediates.NONE, "l>f"),
  /** {@code f32.convert_i64_u}. */
  F32_CONVERT_I64_U("f32.convert_i64_u", 0xB5, Immediates.NONE, "l>f"),
  /** {@code f32.demote_f64}. */
  F32_DEMOTE_F64("f32.demote_f64", 0xB6, Immediates.NONE, "d>f"),
  /** {@code f64.convert_i32_s}. */
  F64_CONVERT_I32_S("f64.convert_i32_s", 0xB7, Immediates.NONE, "i>d"),
  /** {@code f64.convert_i32_u}. */
  F64_CONVERT_I32_U("f64.convert_i32_u", 0xB8, Immediates.NONE, "i>d"),
  /** {@code f64.convert_i64_s}. */
  F64_CONVERT_I64_S("f64.convert_i64_s", 0xB9, Immediates.NONE, "l>d"),
  /** {@code f64.convert_i64_u}. */
  F64_CONVERT_I64_U("f64.convert_i64_u", 0xBA, Immediates.NONE, "l>d"),
  /** {@code f64.promote_f32}. */
  F64_PROMOTE_F32("f64.promote_f32", 0xBB, Immediates.NONE, "f>d"),
  /** {@code i32.reinterpret_f32}. */
  I32_REINTERPRET_F32("i32.reinterpret_f32", 0xBC, Immediates.NONE, "f>i"),
  /** {@code i64.reinterpret_f64}. */
  I64_REINTERPRET_F64("i64.reinterpret_f64", 0xBD, Immediates.NONE, "d>l"),
  /** {@code f32.reinterpret_i32}. */
  F32_REINTERPRET_I32("f32.reinterpret_i32", 0xBE, Immediates.NONE, "i>f"),
  /** {@code f64.reinterpret_i64}. */
  F64_REINTERPRET_I64("f64.reinterpret_i64", 0xBF, Immediates.NONE, "l>d"),
  /** {@code i32.extend8_s}. */
  I32_EXTEND8_S("i32.extend8_s", 0xC0, Immediates.NONE, "i>i"),
  /** {@code i32.extend16_s}. */
  I32_EXTEND16_S("i32.extend16_s", 0xC1, Immediates.NONE, "i>i"),
  /** {@code i64.extend8_s}. */
  I64_EXTEND8_S("i64.extend8_s", 0xC2, Immediates.NONE, "l>l"),
  /** {@code i64.extend16_s}. */
  I64_EXTEND16_S("i64.extend16_s", 0xC3, Immediates.NONE, "l>l"),
  /** {@code i64.extend32_s}. */
  I64_EXTEND32_S("i64.extend32_s", 0xC4, Immediates.NONE, "l>l"),
  /** {@code ref.null}. */
  REF_NULL("ref.null", 0xD0, Immediates.HEAP_TYPE),
  /** {@code ref.is_null}. */
  REF_IS_NULL("ref.is_null", 0xD1, Immediates.NONE),
  /** {@code ref.func}. */
  REF_FUNC("ref.func", 0xD2, Immediates.FUNCTION),
  /** {@code ref.eq}. */
  REF_EQ("ref.eq", 0xD3, Immediates.NONE),
  /** {@code ref.as_non_null}. */
  REF_AS_NON_NULL("ref.as_non_null", 0xD4, Immediates.NONE),
  /** {@code br_on_null}. */
  BR_ON_NULL("br_on_null", 0xD5, Immediates.LABEL),
  /** {@code br_on_non_null}. */
  BR_ON_NON_NULL("br_on_non_null", 0xD6, Immediates.LABEL),
  /** {@code struct.new}. */
  STRUCT_NEW("struct.new", 0xFB0000, Immediates.TYPE),
  /** {@code struct.new_default}. */
  STRUCT_NEW_DEFAULT("struct.new_default", 0xFB0001, Immediates.TYPE),
  /** {@code struct.get}. */
  STRUCT_GET("struct.get", 0xFB0002, Immediates.TYPE_FIELD),
  /** {@code struct.get_s}. */
  STRUCT_GET_S("struct.get_s", 0xFB0003, Immediates.TYPE_FIELD),
  /** {@code struct.get_u}. */
  STRUCT_GET_U("struct.get_u", 0xFB0004, Immediates.TYPE_FIELD),
  /** {@code struct.set}. */
  STRUCT_SET("struct.set", 0xFB0005, Immediates.TYPE_FIELD),
  /** {@code array.new}. */
  ARRAY_NEW("array.new", 0xFB0006, Immediates.TYPE),
  /** {@code array.new_default}. */
  ARRAY_NEW_DEFAULT("array.new_default", 0xFB0007, Immediates.TYPE),
  /** {@code array.new_fixed}. */
  ARRAY_NEW_FIXED("array.new_fixed", 0xFB0008, Immediates.TYPE_COUNT),
  /** {@code array.new_data}. */
  ARRAY_NEW_DATA("array.new_data", 0xFB0009, Immediates.TYPE_DATA),
  /** {@code array.new_elem}. */
  ARRAY_NEW_ELEM("array.new_elem", 0xFB000A, Immediates.TYPE_ELEMENT),
  /** {@code array.get}. */
  ARRAY_GET("array.get", 0xFB000B, Immediates.TYPE),
  /** {@code array.get_s}. */
  ARRAY_GET_S("array.get_s", 0xFB000C, Immediates.TYPE),
  /** {@code array.get_u}. */
  ARRAY_GET_U("array.get_u", 0xFB000D, Immediates.TYPE),
  /** {@code array.set}. */
  ARRAY_SET("array.set", 0xFB000E, Immediates.TYPE),
  /** {@code array.len}. */
  ARRAY_LEN("array.len", 0xFB000F, Immediates.NONE),
  /** {@code array.fill}. */
  ARRAY_FILL("array.fill", 0xFB0010, Immediates.TYPE),
  /** {@code array.copy}. */
  ARRAY_COPY("array.copy", 0xFB0011, Immediates.TYPE_TYPE),
  /** {@code array.init_data}. */
  ARRAY_INIT_DATA("array.init_data", 0xFB0012, Immediates.TYPE_DATA),
  /** {@code array.init_elem}. */
  ARRAY_INIT_ELEM("array.init_elem", 0xFB0013, Immediates.TYPE_ELEMENT),
  /** {@code ref.test}. */
  REF_TEST("ref.test", 0xFB0014, Immediates.HEAP_TYPE),
  /** {@code ref.test null}. */
  REF_TEST_NULL("ref.test null", 0xFB0015, Immediates.HEAP_TYPE),
  /** {@code ref.cast}. */
  REF_CAST("ref.cast", 0xFB0016, Immediates.HEAP_TYPE),
  /** {@code ref.cast null}. */
  REF_CAST_NULL("ref.cast null", 0xFB0017, Immediates.HEAP_TYPE),
  /** {@code br_on_cast}. */
  BR_ON_CAST("br_on_cast", 0xFB0018, Immediates.CAST),
  /** {@code br_on_cast_fail}. */
  BR_ON_CAST_FAIL("br_on_cast_fail", 0xFB0019, Immediates.CAST),
  /** {@code any.convert_extern}. */
  ANY_CONVERT_EXTERN("any.convert_extern", 0xFB001A, Immediates.NONE),
  /** {@code extern.convert_any}. */
  EXTERN_CONVERT_ANY("extern.convert_any", 0xFB001B, Immediates.NONE),
  /** {@code ref.i31}. */
  REF_I31("ref.i31", 0xFB001C, Immediates.NONE),
  /** {@code i31.get_s}. */
  I31_GET_S("i31.get_s", 0xFB001D, Immediates.NONE),
  /** {@code i31.get_u}. */
  I31_GET_U("i31.get_u", 0xFB001E, Immediates.NONE),
  /** {@code i32.trunc_sat_f32_s}. */
  I32_TRUNC_SAT_F32_S("i32.trunc_sat_f32_s", 0xFC0000, Immediates.NONE, "f>i"),
  /** {@code i32.trunc_sat_f32_u}. */
  I32_TRUNC_SAT_F32_U("i32.trunc_sat_f32_u", 0xFC0001, Immediates.NONE, "f>i"),
  /** {@code i32.trunc_sat_f64_s}. */
  I32_TRUNC_SAT_F64_S("i32.trunc_sat_f64_s", 0xFC0002, Immediates.NONE, "d>i"),
  /** {@code i32.trunc_sat_f64_u}. */
  I32_TRUNC_SAT_F64_U("i32.trunc_sat_f64_u", 0xFC0003, Immediates.NONE, "d>i"),
  /** {@code i64.trunc_sat_f32_s}. */
  I64_TRUNC_SAT_F32_S("i64.trunc_sat_f32_s", 0xFC0004, Immediates.NONE, "f>l"),
  /** {@code i64.trunc_sat_f32_u}. */
  I64_TRUNC_SAT_F32_U("i64.trunc_sat_f32_u", 0xFC0005, Immediates.NONE, "f>l"),
  /** {@code i64.trunc_sat_f64_s}. */
  I64_TRUNC_SAT_F64_S("i64.trunc_sat_f64_s", 0xFC0006, Immediates.NONE, "d>l"),
  /** {@code i64.trunc_sat_f64_u}. */
  I64_TRUNC_SAT_F64_U("i64.trunc_sat_f64_u", 0xFC0007, Immediates.NONE, "d>l"),
  /** {@code memory.init}. */
  MEMORY_INIT("memory.init", 0xFC0008, Immediates.DATA_MEMORY),
  /** {@code data.drop}. */
  DATA_DROP("data.drop", 0xFC0009, Immediates.DATA),
  /** {@code memory.copy}. */
  MEMORY_COPY("memory.copy", 0xFC000A, Immediates.MEMORY_MEMORY),
  /** {@code memory.fill}. */
  MEMORY_FILL("memory.fill", 0xFC000B, Immediates.MEMORY),
  /** {@code table.init}. */
  TABLE_INIT("table.init", 0xFC000C, Immediates.ELEMENT_TABLE),
  /** {@code elem.drop}. */
  ELEM_DROP("elem.drop", 0xFC000D, Immediates.ELEMENT),
  /** {@code table.copy}. */
  TABLE_COPY("table.copy", 0xFC000E, Immediates.TABLE_TABLE),
  /** {@code table.grow}. */
  TABLE_GROW("table.grow", 0xFC000F, Immediates.TABLE),
  /** {@code table.size}. */
  TABLE_SIZE("table.size", 0xFC0010, Immediates.TABLE),
  /** {@code table.fill}. */
  TABLE_FILL("table.fill", 0xFC0011, Immediates.TABLE),
  /** {@code i64.add128}. */
  I64_ADD128("i64.add128", 0xFC0013, Immediates.NONE, "llll>ll"),
  /** {@code i64.sub128}. */
  I64_SUB128("i64.sub128", 0xFC0014, Immediates.NONE, "llll>ll"),
  /** {@code i64.mul_wide_s}. */
  I64_MUL_WIDE_S("i64.mul_wide_s", 0xFC0015, Immediates.NONE, "ll>ll"),
  /** {@code i64.mul_wide_u}. */
  I64_MUL_WIDE_U("i64.mul_wide_u", 0xFC0016, Immediates.NONE, "ll>ll"),
  /** {@code v128.load}. */
  V128_LOAD("v128.load", 0xFD0000, Immediates.MEMORY_ARGUMENT, "a>v", 4),
  /** {@code v128.load8x8_s}. */
  V128_LOAD8X8_S("v128.load8x8_s", 0xFD0001, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load8x8_u}. */
  V128_LOAD8X8_U("v128.load8x8_u", 0xFD0002, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load16x4_s}. */
  V128_LOAD16X4_S("v128.load16x4_s", 0xFD0003, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load16x4_u}. */
  V128_LOAD16X4_U("v128.load16x4_u", 0xFD0004, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load32x2_s}. */
  V128_LOAD32X2_S("v128.load32x2_s", 0xFD0005, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load32x2_u}. */
  V128_LOAD32X2_U("v128.load32x2_u", 0xFD0006, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.load8_splat}. */
  V128_LOAD8_SPLAT("v128.load8_splat", 0xFD0007, Immediates.MEMORY_ARGUMENT, "a>v", 0),
  /** {@code v128.load16_splat}. */
  V128_LOAD16_SPLAT("v128.load16_splat", 0xFD0008, Immediates.MEMORY_ARGUMENT, "a>v", 1),
  /** {@code v128.load32_splat}. */
  V128_LOAD32_SPLAT("v128.load32_splat", 0xFD0009, Immediates.MEMORY_ARGUMENT, "a>v", 2),
  /** {@code v128.load64_splat}. */
  V128_LOAD64_SPLAT("v128.load64_splat", 0xFD000A, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code v128.store}. */
  V128_STORE("v128.store", 0xFD000B, Immediates.MEMORY_ARGUMENT, "av>", 4),
  /** {@code v128.const}. */
  V128_CONST("v128.const", 0xFD000C, Immediates.V128, ">v"),
  /** {@code i8x16.shuffle}. */
  I8X16_SHUFFLE("i8x16.shuffle", 0xFD000D, Immediates.LANES, "vv>v"),
  /** {@code i8x16.swizzle}. */
  I8X16_SWIZZLE("i8x16.swizzle", 0xFD000E, Immediates.NONE, "vv>v"),
  /** {@code i8x16.splat}. */
  I8X16_SPLAT("i8x16.splat", 0xFD000F, Immediates.NONE, "i>v"),
  /** {@code i16x8.splat}. */
  I16X8_SPLAT("i16x8.splat", 0xFD0010, Immediates.NONE, "i>v"),
  /** {@code i32x4.splat}. */
  I32X4_SPLAT("i32x4.splat", 0xFD0011, Immediates.NONE, "i>v"),
  /** {@code i64x2.splat}. */
  I64X2_SPLAT("i64x2.splat", 0xFD0012, Immediates.NONE, "l>v"),
  /** {@code f32x4.splat}. */
  F32X4_SPLAT("f32x4.splat", 0xFD0013, Immediates.NONE, "f>v"),
  /** {@code f64x2.splat}. */
  F64X2_SPLAT("f64x2.splat", 0xFD0014, Immediates.NONE, "d>v"),
  /** {@code i8x16.extract_lane_s}. */
  I8X16_EXTRACT_LANE_S("i8x16.extract_lane_s", 0xFD0015, Immediates.LANE, "v>i"),
  /** {@code i8x16.extract_lane_u}. */
  I8X16_EXTRACT_LANE_U("i8x16.extract_lane_u", 0xFD0016, Immediates.LANE, "v>i"),
  /** {@code i8x16.replace_lane}. */
  I8X16_REPLACE_LANE("i8x16.replace_lane", 0xFD0017, Immediates.LANE, "vi>v"),
  /** {@code i16x8.extract_lane_s}. */
  I16X8_EXTRACT_LANE_S("i16x8.extract_lane_s", 0xFD0018, Immediates.LANE, "v>i"),
  /** {@code i16x8.extract_lane_u}. */
  I16X8_EXTRACT_LANE_U("i16x8.extract_lane_u", 0xFD0019, Immediates.LANE, "v>i"),
  /** {@code i16x8.replace_lane}. */
  I16X8_REPLACE_LANE("i16x8.replace_lane", 0xFD001A, Immediates.LANE, "vi>v"),
  /** {@code i32x4.extract_lane}. */
  I32X4_EXTRACT_LANE("i32x4.extract_lane", 0xFD001B, Immediates.LANE, "v>i"),
  /** {@code i32x4.replace_lane}. */
  I32X4_REPLACE_LANE("i32x4.replace_lane", 0xFD001C, Immediates.LANE, "vi>v"),
  /** {@code i64x2.extract_lane}. */
  I64X2_EXTRACT_LANE("i64x2.extract_lane", 0xFD001D, Immediates.LANE, "v>l"),
  /** {@code i64x2.replace_lane}. */
  I64X2_REPLACE_LANE("i64x2.replace_lane", 0xFD001E, Immediates.LANE, "vl>v"),
  /** {@code f32x4.extract_lane}. */
  F32X4_EXTRACT_LANE("f32x4.extract_lane", 0xFD001F, Immediates.LANE, "v>f"),
  /** {@code f32x4.replace_lane}. */
  F32X4_REPLACE_LANE("f32x4.replace_lane", 0xFD0020, Immediates.LANE, "vf>v"),
  /** {@code f64x2.extract_lane}. */
  F64X2_EXTRACT_LANE("f64x2.extract_lane", 0xFD0021, Immediates.LANE, "v>d"),
  /** {@code f64x2.replace_lane}. */
  F64X2_REPLACE_LANE("f64x2.replace_lane", 0xFD0022, Immediates.LANE, "vd>v"),
  /** {@code i8x16.eq}. */
  I8X16_EQ("i8x16.eq", 0xFD0023, Immediates.NONE, "vv>v"),
  /** {@code i8x16.ne}. */
  I8X16_NE("i8x16.ne", 0xFD0024, Immediates.NONE, "vv>v"),
  /** {@code i8x16.lt_s}. */
  I8X16_LT_S("i8x16.lt_s", 0xFD0025, Immediates.NONE, "vv>v"),
  /** {@code i8x16.lt_u}. */
  I8X16_LT_U("i8x16.lt_u", 0xFD0026, Immediates.NONE, "vv>v"),
  /** {@code i8x16.gt_s}. */
  I8X16_GT_S("i8x16.gt_s", 0xFD0027, Immediates.NONE, "vv>v"),
  /** {@code i8x16.gt_u}. */
  I8X16_GT_U("i8x16.gt_u", 0xFD0028, Immediates.NONE, "vv>v"),
  /** {@code i8x16.le_s}. */
  I8X16_LE_S("i8x16.le_s", 0xFD0029, Immediates.NONE, "vv>v"),
  /** {@code i8x16.le_u}. */
  I8X16_LE_U("i8x16.le_u", 0xFD002A, Immediates.NONE, "vv>v"),
  /** {@code i8x16.ge_s}. */
  I8X16_GE_S("i8x16.ge_s", 0xFD002B, Immediates.NONE, "vv>v"),
  /** {@code i8x16.ge_u}. */
  I8X16_GE_U("i8x16.ge_u", 0xFD002C, Immediates.NONE, "vv>v"),
  /** {@code i16x8.eq}. */
  I16X8_EQ("i16x8.eq", 0xFD002D, Immediates.NONE, "vv>v"),
  /** {@code i16x8.ne}. */
  I16X8_NE("i16x8.ne", 0xFD002E, Immediates.NONE, "vv>v"),
  /** {@code i16x8.lt_s}. */
  I16X8_LT_S("i16x8.lt_s", 0xFD002F, Immediates.NONE, "vv>v"),
  /** {@code i16x8.lt_u}. */
  I16X8_LT_U("i16x8.lt_u", 0xFD0030, Immediates.NONE, "vv>v"),
  /** {@code i16x8.gt_s}. */
  I16X8_GT_S("i16x8.gt_s", 0xFD0031, Immediates.NONE, "vv>v"),
  /** {@code i16x8.gt_u}. */
  I16X8_GT_U("i16x8.gt_u", 0xFD0032, Immediates.NONE, "vv>v"),
  /** {@code i16x8.le_s}. */
  I16X8_LE_S("i16x8.le_s", 0xFD0033, Immediates.NONE, "vv>v"),
  /** {@code i16x8.le_u}. */
  I16X8_LE_U("i16x8.le_u", 0xFD0034, Immediates.NONE, "vv>v"),
  /** {@code i16x8.ge_s}. */
  I16X8_GE_S("i16x8.ge_s", 0xFD0035, Immediates.NONE, "vv>v"),
  /** {@code i16x8.ge_u}. */
  I16X8_GE_U("i16x8.ge_u", 0xFD0036, Immediates.NONE, "vv>v"),
  /** {@code i32x4.eq}. */
  I32X4_EQ("i32x4.eq", 0xFD0037, Immediates.NONE, "vv>v"),
  /** {@code i32x4.ne}. */
  I32X4_NE("i32x4.ne", 0xFD0038, Immediates.NONE, "vv>v"),
  /** {@code i32x4.lt_s}. */
  I32X4_LT_S("i32x4.lt_s", 0xFD0039, Immediates.NONE, "vv>v"),
  /** {@code i32x4.lt_u}. */
  I32X4_LT_U("i32x4.lt_u", 0xFD003A, Immediates.NONE, "vv>v"),
  /** {@code i32x4.gt_s}. */
  I32X4_GT_S("i32x4.gt_s", 0xFD003B, Immediates.NONE, "vv>v"),
  /** {@code i32x4.gt_u}. */
  I32X4_GT_U("i32x4.gt_u", 0xFD003C, Immediates.NONE, "vv>v"),
  /** {@code i32x4.le_s}. */
  I32X4_LE_S("i32x4.le_s", 0xFD003D, Immediates.NONE, "vv>v"),
  /** {@code i32x4.le_u}. */
  I32X4_LE_U("i32x4.le_u", 0xFD003E, Immediates.NONE, "vv>v"),
  /** {@code i32x4.ge_s}. */
  I32X4_GE_S("i32x4.ge_s", 0xFD003F, Immediates.NONE, "vv>v"),
  /** {@code i32x4.ge_u}. */
  I32X4_GE_U("i32x4.ge_u", 0xFD0040, Immediates.NONE, "vv>v"),
  /** {@code f32x4.eq}. */
  F32X4_EQ("f32x4.eq", 0xFD0041, Immediates.NONE, "vv>v"),
  /** {@code f32x4.ne}. */
  F32X4_NE("f32x4.ne", 0xFD0042, Immediates.NONE, "vv>v"),
  /** {@code f32x4.lt}. */
  F32X4_LT("f32x4.lt", 0xFD0043, Immediates.NONE, "vv>v"),
  /** {@code f32x4.gt}. */
  F32X4_GT("f32x4.gt", 0xFD0044, Immediates.NONE, "vv>v"),
  /** {@code f32x4.le}. */
  F32X4_LE("f32x4.le", 0xFD0045, Immediates.NONE, "vv>v"),
  /** {@code f32x4.ge}. */
  F32X4_GE("f32x4.ge", 0xFD0046, Immediates.NONE, "vv>v"),
  /** {@code f64x2.eq}. */
  F64X2_EQ("f64x2.eq", 0xFD0047, Immediates.NONE, "vv>v"),
  /** {@code f64x2.ne}. */
  F64X2_NE("f64x2.ne", 0xFD0048, Immediates.NONE, "vv>v"),
  /** {@code f64x2.lt}. */
  F64X2_LT("f64x2.lt", 0xFD0049, Immediates.NONE, "vv>v"),
  /** {@code f64x2.gt}. */
  F64X2_GT("f64x2.gt", 0xFD004A, Immediates.NONE, "vv>v"),
  /** {@code f64x2.le}. */
  F64X2_LE("f64x2.le", 0xFD004B, Immediates.NONE, "vv>v"),
  /** {@code f64x2.ge}. */
  F64X2_GE("f64x2.ge", 0xFD004C, Immediates.NONE, "vv>v"),
  /** {@code v128.not}. */
  V128_NOT("v128.not", 0xFD004D, Immediates.NONE, "v>v"),
  /** {@code v128.and}. */
  V128_AND("v128.and", 0xFD004E, Immediates.NONE, "vv>v"),
  /** {@code v128.andnot}. */
  V128_ANDNOT("v128.andnot", 0xFD004F, Immediates.NONE, "vv>v"),
  /** {@code v128.or}. */
  V128_OR("v128.or", 0xFD0050, Immediates.NONE, "vv>v"),
  /** {@code v128.xor}. */
  V128_XOR("v128.xor", 0xFD0051, Immediates.NONE, "vv>v"),
  /** {@code v128.bitselect}. */
  V128_BITSELECT("v128.bitselect", 0xFD0052, Immediates.NONE, "vvv>v"),
  /** {@code v128.any_true}. */
  V128_ANY_TRUE("v128.any_true", 0xFD0053, Immediates.NONE, "v>i"),
  /** {@code v128.load8_lane}. */
  V128_LOAD8_LANE("v128.load8_lane", 0xFD0054, Immediates.MEMORY_ARGUMENT_LANE, "av>v", 0),
  /** {@code v128.load16_lane}. */
  V128_LOAD16_LANE("v128.load16_lane", 0xFD0055, Immediates.MEMORY_ARGUMENT_LANE, "av>v", 1),
  /** {@code v128.load32_lane}. */
  V128_LOAD32_LANE("v128.load32_lane", 0xFD0056, Immediates.MEMORY_ARGUMENT_LANE, "av>v", 2),
  /** {@code v128.load64_lane}. */
  V128_LOAD64_LANE("v128.load64_lane", 0xFD0057, Immediates.MEMORY_ARGUMENT_LANE, "av>v", 3),
  /** {@code v128.store8_lane}. */
  V128_STORE8_LANE("v128.store8_lane", 0xFD0058, Immediates.MEMORY_ARGUMENT_LANE, "av>", 0),
  /** {@code v128.store16_lane}. */
  V128_STORE16_LANE("v128.store16_lane", 0xFD0059, Immediates.MEMORY_ARGUMENT_LANE, "av>", 1),
  /** {@code v128.store32_lane}. */
  V128_STORE32_LANE("v128.store32_lane", 0xFD005A, Immediates.MEMORY_ARGUMENT_LANE, "av>", 2),
  /** {@code v128.store64_lane}. */
  V128_STORE64_LANE("v128.store64_lane", 0xFD005B, Immediates.MEMORY_ARGUMENT_LANE, "av>", 3),
  /** {@code v128.load32_zero}. */
  V128_LOAD32_ZERO("v128.load32_zero", 0xFD005C, Immediates.MEMORY_ARGUMENT, "a>v", 2),
  /** {@code v128.load64_zero}. */
  V128_LOAD64_ZERO("v128.load64_zero", 0xFD005D, Immediates.MEMORY_ARGUMENT, "a>v", 3),
  /** {@code f32x4.demote_f64x2_zero}. */
  F32X4_DEMOTE_F64X2_ZERO("f32x4.demote_f64x2_zero", 0xFD005E, Immediates.NONE, "v>v"),
  /** {@code f64x2.promote_low_f32x4}. */
  F64X2_PROMOTE_LOW_F32X4("f64x2.promote_low_f32x4", 0xFD005F, Immediates.NONE, "v>v"),
  /** {@code i8x16.abs}. */
  I8X16_ABS("i8x16.abs", 0xFD0060, Immediates.NONE, "v>v"),
  /** {@code i8x16.neg}. */
  I8X16_NEG("i8x16.neg", 0xFD0061, Immediates.NONE, "v>v"),
  /** {@code i8x16.popcnt}. */
  I8X16_POPCNT("i8x16.popcnt", 0xFD0062, Immediates.NONE, "v>v"),
  /** {@code i8x16.all_true}. */
  I8X16_ALL_TRUE("i8x16.all_true", 0xFD0063, Immediates.NONE, "v>i"),
  /** {@code i8x16.bitmask}. */
  I8X16_BITMASK("i8x16.bitmask", 0xFD0064, Immediates.NONE, "v>i"),
  /** {@code i8x16.narrow_i16x8_s}. */
  I8X16_NARROW_I16X8_S("i8x16.narrow_i16x8_s", 0xFD0065, Immediates.NONE, "vv>v"),
  /** {@code i8x16.narrow_i16x8_u}. */
  I8X16_NARROW_I16X8_U("i8x16.narrow_i16x8_u", 0xFD0066, Immediates.NONE, "vv>v"),
  /** {@code f32x4.ceil}. */
  F32X4_CEIL("f32x4.ceil", 0xFD0067, Immediates.NONE, "v>v"),
  /** {@code f32x4.floor}. */
  F32X4_FLOOR("f32x4.floor", 0xFD0068, Immediates.NONE, "v>v"),
  /** {@code f32x4.trunc}. */
  F32X4_TRUNC("f32x4.trunc", 0xFD0069, Immediates.NONE, "v>v"),
  /** {@code f32x4.nearest}. */
  F32X4_NEAREST("f32x4.nearest", 0xFD006A, Immediates.NONE, "v>v"),
  /** {@code i8x16.shl}. */
  I8X16_SHL("i8x16.shl", 0xFD006B, Immediates.NONE, "vi>v"),
  /** {@code i8x16.shr_s}. */
  I8X16_SHR_S("i8x16.shr_s", 0xFD006C, Immediates.NONE, "vi>v"),
  /** {@code i8x16.shr_u}. */
  I8X16_SHR_U("i8x16.shr_u", 0xFD006D, Immediates.NONE, "vi>v"),
  /** {@code i8x16.add}. */
  I8X16_ADD("i8x16.add", 0xFD006E, Immediates.NONE, "vv>v"),
  /** {@code i8x16.add_sat_s}. */
  I8X16_ADD_SAT_S("i8x16.add_sat_s", 0xFD006F, Immediates.NONE, "vv>v"),
  /** {@code i8x16.add_sat_u}. */
  I8X16_ADD_SAT_U("i8x16.add_sat_u", 0xFD0070, Immediates.NONE, "vv>v"),
  /** {@code i8x16.sub}. */
  I8X16_SUB("i8x16.sub", 0xFD0071, Immediates.NONE, "vv>v"),
  /** {@code i8x16.sub_sat_s}. */
  I8X16_SUB_SAT_S("i8x16.sub_sat_s", 0xFD0072, Immediates.NONE, "vv>v"),
  /** {@code i8x16.sub_sat_u}. */
  I8X16_SUB_SAT_U("i8x16.sub_sat_u", 0xFD0073, Immediates.NONE, "vv>v"),
  /** {@code f64x2.ceil}. */
  F64X2_CEIL("f64x2.ceil", 0xFD0074, Immediates.NONE, "v>v"),
  /** {@code f64x2.floor}. */
  F64X2_FLOOR("f64x2.floor", 0xFD0075, Immediates.NONE, "v>v"),
  /** {@code i8x16.min_s}. */
  I8X16_MIN_S("i8x16.min_s", 0xFD0076, Immediates.NONE, "vv>v"),
  /** {@code i8x16.min_u}. */
  I8X16_MIN_U("i8x16.min_u", 0xFD0077, Immediates.NONE, "vv>v"),
  /** {@code i8x16.max_s}. */
  I8X16_MAX_S("i8x16.max_s", 0xFD0078, Immediates.NONE, "vv>v"),
  /** {@code i8x16.max_u}. */
  I8X16_MAX_U("i8x16.max_u", 0xFD0079, Immediates.NONE, "vv>v"),
  /** {@code f64x2.trunc}. */
  F64X2_TRUNC("f64x2.trunc", 0xFD007A, Immediates.NONE, "v>v"),
  /** {@code i8x16.avgr_u}. */
  I8X16_AVGR_U("i8x16.avgr_u", 0xFD007B, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extadd_pairwise_i8x16_s}. */
  I16X8_EXTADD_PAIRWISE_I8X16_S("i16x8.extadd_pairwise_i8x16_s", 0xFD007C, Immediates.NONE, "v>v"),
  /** {@code i16x8.extadd_pairwise_i8x16_u}. */
  I16X8_EXTADD_PAIRWISE_I8X16_U("i16x8.extadd_pairwise_i8x16_u", 0xFD007D, Immediates.NONE, "v>v"),
  /** {@code i32x4.extadd_pairwise_i16x8_s}. */
  I32X4_EXTADD_PAIRWISE_I16X8_S("i32x4.extadd_pairwise_i16x8_s", 0xFD007E, Immediates.NONE, "v>v"),
  /** {@code i32x4.extadd_pairwise_i16x8_u}. */
  I32X4_EXTADD_PAIRWISE_I16X8_U("i32x4.extadd_pairwise_i16x8_u", 0xFD007F, Immediates.NONE, "v>v"),
  /** {@code i16x8.abs}. */
  I16X8_ABS("i16x8.abs", 0xFD0080, Immediates.NONE, "v>v"),
  /** {@code i16x8.neg}. */
  I16X8_NEG("i16x8.neg", 0xFD0081, Immediates.NONE, "v>v"),
  /** {@code i16x8.q15mulr_sat_s}. */
  I16X8_Q15MULR_SAT_S("i16x8.q15mulr_sat_s", 0xFD0082, Immediates.NONE, "vv>v"),
  /** {@code i16x8.all_true}. */
  I16X8_ALL_TRUE("i16x8.all_true", 0xFD0083, Immediates.NONE, "v>i"),
  /** {@code i16x8.bitmask}. */
  I16X8_BITMASK("i16x8.bitmask", 0xFD0084, Immediates.NONE, "v>i"),
  /** {@code i16x8.narrow_i32x4_s}. */
  I16X8_NARROW_I32X4_S("i16x8.narrow_i32x4_s", 0xFD0085, Immediates.NONE, "vv>v"),
  /** {@code i16x8.narrow_i32x4_u}. */
  I16X8_NARROW_I32X4_U("i16x8.narrow_i32x4_u", 0xFD0086, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extend_low_i8x16_s}. */
  I16X8_EXTEND_LOW_I8X16_S("i16x8.extend_low_i8x16_s", 0xFD0087, Immediates.NONE, "v>v"),
  /** {@code i16x8.extend_high_i8x16_s}. */
  I16X8_EXTEND_HIGH_I8X16_S("i16x8.extend_high_i8x16_s", 0xFD0088, Immediates.NONE, "v>v"),
  /** {@code i16x8.extend_low_i8x16_u}. */
  I16X8_EXTEND_LOW_I8X16_U("i16x8.extend_low_i8x16_u", 0xFD0089, Immediates.NONE, "v>v"),
  /** {@code i16x8.extend_high_i8x16_u}. */
  I16X8_EXTEND_HIGH_I8X16_U("i16x8.extend_high_i8x16_u", 0xFD008A, Immediates.NONE, "v>v"),
  /** {@code i16x8.shl}. */
  I16X8_SHL("i16x8.shl", 0xFD008B, Immediates.NONE, "vi>v"),
  /** {@code i16x8.shr_s}. */
  I16X8_SHR_S("i16x8.shr_s", 0xFD008C, Immediates.NONE, "vi>v"),
  /** {@code i16x8.shr_u}. */
  I16X8_SHR_U("i16x8.shr_u", 0xFD008D, Immediates.NONE, "vi>v"),
  /** {@code i16x8.add}. */
  I16X8_ADD("i16x8.add", 0xFD008E, Immediates.NONE, "vv>v"),
  /** {@code i16x8.add_sat_s}. */
  I16X8_ADD_SAT_S("i16x8.add_sat_s", 0xFD008F, Immediates.NONE, "vv>v"),
  /** {@code i16x8.add_sat_u}. */
  I16X8_ADD_SAT_U("i16x8.add_sat_u", 0xFD0090, Immediates.NONE, "vv>v"),
  /** {@code i16x8.sub}. */
  I16X8_SUB("i16x8.sub", 0xFD0091, Immediates.NONE, "vv>v"),
  /** {@code i16x8.sub_sat_s}. */
  I16X8_SUB_SAT_S("i16x8.sub_sat_s", 0xFD0092, Immediates.NONE, "vv>v"),
  /** {@code i16x8.sub_sat_u}. */
  I16X8_SUB_SAT_U("i16x8.sub_sat_u", 0xFD0093, Immediates.NONE, "vv>v"),
  /** {@code f64x2.nearest}. */
  F64X2_NEAREST("f64x2.nearest", 0xFD0094, Immediates.NONE, "v>v"),
  /** {@code i16x8.mul}. */
  I16X8_MUL("i16x8.mul", 0xFD0095, Immediates.NONE, "vv>v"),
  /** {@code i16x8.min_s}. */
  I16X8_MIN_S("i16x8.min_s", 0xFD0096, Immediates.NONE, "vv>v"),
  /** {@code i16x8.min_u}. */
  I16X8_MIN_U("i16x8.min_u", 0xFD0097, Immediates.NONE, "vv>v"),
  /** {@code i16x8.max_s}. */
  I16X8_MAX_S("i16x8.max_s", 0xFD0098, Immediates.NONE, "vv>v"),
  /** {@code i16x8.max_u}. */
  I16X8_MAX_U("i16x8.max_u", 0xFD0099, Immediates.NONE, "vv>v"),
  /** {@code i16x8.avgr_u}. */
  I16X8_AVGR_U("i16x8.avgr_u", 0xFD009B, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extmul_low_i8x16_s}. */
  I16X8_EXTMUL_LOW_I8X16_S("i16x8.extmul_low_i8x16_s", 0xFD009C, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extmul_high_i8x16_s}. */
  I16X8_EXTMUL_HIGH_I8X16_S("i16x8.extmul_high_i8x16_s", 0xFD009D, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extmul_low_i8x16_u}. */
  I16X8_EXTMUL_LOW_I8X16_U("i16x8.extmul_low_i8x16_u", 0xFD009E, Immediates.NONE, "vv>v"),
  /** {@code i16x8.extmul_high_i8x16_u}. */
  I16X8_EXTMUL_HIGH_I8X16_U("i16x8.extmul_high_i8x16_u", 0xFD009F, Immediates.NONE, "vv>v"),
  /** {@code i32x4.abs}. */
  I32X4_ABS("i32x4.abs", 0xFD00A0, Immediates.NONE, "v>v"),
  /** {@code i32x4.neg}. */
  I32X4_NEG("i32x4.neg", 0xFD00A1, Immediates.NONE, "v>v"),
  /** {@code i32x4.all_true}. */
  I32X4_ALL_TRUE("i32x4.all_true", 0xFD00A3, Immediates.NONE, "v>i"),
  /** {@code i32x4.bitmask}. */
  I32X4_BITMASK("i32x4.bitmask", 0xFD00A4, Immediates.NONE, "v>i"),
  /** {@code i32x4.extend_low_i16x8_s}. */
  I32X4_EXTEND_LOW_I16X8_S("i32x4.extend_low_i16x8_s", 0xFD00A7, Immediates.NONE, "v>v"),
  /** {@code i32x4.extend_high_i16x8_s}. */
  I32X4_EXTEND_HIGH_I16X8_S("i32x4.extend_high_i16x8_s", 0xFD00A8, Immediates.NONE, "v>v"),
  /** {@code i32x4.extend_low_i16x8_u}. */
  I32X4_EXTEND_LOW_I16X8_U("i32x4.extend_low_i16x8_u", 0xFD00A9, Immediates.NONE, "v>v"),
  /** {@code i32x4.extend_high_i16x8_u}. */
  I32X4_EXTEND_HIGH_I16X8_U("i32x4.extend_high_i16x8_u", 0xFD00AA, Immediates.NONE, "v>v"),
  /** {@code i32x4.shl}. */
  I32X4_SHL("i32x4.shl", 0xFD00AB, Immediates.NONE, "vi>v"),
  /** {@code i32x4.shr_s}. */
  I32X4_SHR_S("i32x4.shr_s", 0xFD00AC, Immediates.NONE, "vi>v"),
  /** {@code i32x4.shr_u}. */
  I32X4_SHR_U("i32x4.shr_u", 0xFD00AD, Immediates.NONE, "vi>v"),
  /** {@code i32x4.add}. */
  I32X4_ADD("i32x4.add", 0xFD00AE, Immediates.NONE, "vv>v"),
  /** {@code i32x4.sub}. */
  I32X4_SUB("i32x4.sub", 0xFD00B1, Immediates.NONE, "vv>v"),
  /** {@code i32x4.mul}. */
  I32X4_MUL("i32x4.mul", 0xFD00B5, Immediates.NONE, "vv>v"),
  /** {@code i32x4.min_s}. */
  I32X4_MIN_S("i32x4.min_s", 0xFD00B6, Immediates.NONE, "vv>v"),
  /** {@code i32x4.min_u}. */
  I32X4_MIN_U("i32x4.min_u", 0xFD00B7, Immediates.NONE, "vv>v"),
  /** {@code i32x4.max_s}. */
  I32X4_MAX_S("i32x4.max_s", 0xFD00B8, Immediates.NONE, "vv>v"),
  /** {@code i32x4.max_u}. */
  I32X4_MAX_U("i32x4.max_u", 0xFD00B9, Immediates.NONE, "vv>v"),
  /** {@code i32x4.dot_i16x8_s}. */
  I32X4_DOT_I16X8_S("i32x4.dot_i16x8_s", 0xFD00BA, Immediates.NONE, "vv>v"),
  /** {@code i32x4.extmul_low_i16x8_s}. */
  I32X4_EXTMUL_LOW_I16X8_S("i32x4.extmul_low_i16x8_s", 0xFD00BC, Immediates.NONE, "vv>v"),
  /** {@code i32x4.extmul_high_i16x8_s}. */
  I32X4_EXTMUL_HIGH_I16X8_S("i32x4.extmul_high_i16x8_s", 0xFD00BD, Immediates.NONE, "vv>v"),
  /** {@code i32x4.extmul_low_i16x8_u}. */
  I32X4_EXTMUL_LOW_I16X8_U("i32x4.extmul_low_i16x8_u", 0xFD00BE, Immediates.NONE, "vv>v"),
  /** {@code i32x4.extmul_high_i16x8_u}. */
  I32X4_EXTMUL_HIGH_I16X8_U("i32x4.extmul_high_i16x8_u", 0xFD00BF, Immediates.NONE, "vv>v"),
  /** {@code i64x2.abs}. */
  I64X2_ABS("i64x2.abs", 0xFD00C0, Immediates.NONE, "v>v"),
  /** {@code i64x2.neg}. */
  I64X2_NEG("i64x2.neg", 0xFD00C1, Immediates.NONE, "v>v"),
  /** {@code i64x2.all_true}. */
  I64X2_ALL_TRUE("i64x2.all_true", 0xFD00C3, Immediates.NONE, "v>i"),
  /** {@code i64x2.bitmask}. */
  I64X2_BITMASK("i64x2.bitmask", 0xFD00C4, Immediates.NONE, "v>i"),
  /** {@code i64x2.extend_low_i32x4_s}. */
  I64X2_EXTEND_LOW_I32X4_S("i64x2.extend_low_i32x4_s", 0xFD00C7, Immediates.NONE, "v>v"),
  /** {@code i64x2.extend_high_i32x4_s}. */
  I64X2_EXTEND_HIGH_I32X4_S("i64x2.extend_high_i32x4_s", 0xFD00C8, Immediates.NONE, "v>v"),
  /** {@code i64x2.extend_low_i32x4_u}. */
  I64X2_EXTEND_LOW_I32X4_U("i64x2.extend_low_i32x4_u", 0xFD00C9, Immediates.NONE, "v>v"),
  /** {@code i64x2.extend_high_i32x4_u}. */
  I64X2_EXTEND_HIGH_I32X4_U("i64x2.extend_high_i32x4_u", 0xFD00CA, Immediates.NONE, "v>v"),
  /** {@code i64x2.shl}. */
  I64X2_SHL("i64x2.shl", 0xFD00CB, Immediates.NONE, "vi>v"),
  /** {@code i64x2.shr_s}. */
  I64X2_SHR_S("i64x2.shr_s", 0xFD00CC, Immediates.NONE, "vi>v"),
  /** {@code i64x2.shr_u}. */
  I64X2_SHR_U("i64x2.shr_u", 0xFD00CD, Immediates.NONE, "vi>v"),
  /** {@code i64x2.add}. */
  I64X2_ADD("i64x2.add", 0xFD00CE, Immediates.NONE, "vv>v"),
  /** {@code i64x2.sub}. */
  I64X2_SUB("i64x2.sub", 0xFD00D1, Immediates.NONE, "vv>v"),
  /** {@code i64x2.mul}. */
  I64X2_MUL("i64x2.mul", 0xFD00D5, Immediates.NONE, "vv>v"),
  /** {@code i64x2.eq}. */
  I64X2_EQ("i64x2.eq", 0xFD00D6, Immediates.NONE, "vv>v"),
  /** {@code i64x2.ne}. */
  I64X2_NE("i64x2.ne", 0xFD00D7, Immediates.NONE, "vv>v"),
  /** {@code i64x2.lt_s}. */
  I64X2_LT_S("i64x2.lt_s", 0xFD00D8, Immediates.NONE, "vv>v"),
  /** {@code i64x2.gt_s}. */
  I64X2_GT_S("i64x2.gt_s", 0xFD00D9, Immediates.NONE, "vv>v"),
  /** {@code i64x2.le_s}. */
  I64X2_LE_S("i64x2.le_s", 0xFD00DA, Immediates.NONE, "vv>v"),
  /** {@code i64x2.ge_s}. */
  I64X2_GE_S("i64x2.ge_s", 0xFD00DB, Immediates.NONE, "vv>v"),
  /** {@code i64x2.extmul_low_i32x4_s}. */
  I64X2_EXTMUL_LOW_I32X4_S("i64x2.extmul_low_i32x4_s", 0xFD00DC, Immediates.NONE, "vv>v"),
  /** {@code i64x2.extmul_high_i32x4_s}. */
  I64X2_EXTMUL_HIGH_I32X4_S("i64x2.extmul_high_i32x4_s", 0xFD00DD, Immediates.NONE, "vv>v"),
  /** {@code i64x2.extmul_low_i32x4_u}. */
  I64X2_EXTMUL_LOW_I32X4_U("i64x2.extmul_low_i32x4_u", 0xFD00DE, Immediates.NONE, "vv>v"),
  /** {@code i64x2.extmul_high_i32x4_u}. */
  I64X2_EXTMUL_HIGH_I32X4_U("i64x2.extmul_high_i32x4_u", 0xFD00DF, Immediates.NONE, "vv>v"),
  /** {@code f32x4.abs}. */
  F32X4_ABS("f32x4.abs", 0xFD00E0, Immediates.NONE, "v>v"),
  /** {@code f32x4.neg}. */
  F32X4_NEG("f32x4.neg", 0xFD00E1, Immediates.NONE, "v>v"),
  /** {@code f32x4.sqrt}. */
  F32X4_SQRT("f32x4.sqrt", 0xFD00E3, Immediates.NONE, "v>v"),
  /** {@code f32x4.add}. */
  F32X4_ADD("f32x4.add", 0xFD00E4, Immediates.NONE, "vv>v"),
  /** {@code f32x4.sub}. */
  F32X4_SUB("f32x4.sub", 0xFD00E5, Immediates.NONE, "vv>v"),
  /** {@code f32x4.mul}. */
  F32X4_MUL("f32x4.mul", 0xFD00E6, Immediates.NONE, "vv>v"),
  /** {@code f32x4.div}. */
  F32X4_DIV("f32x4.div", 0xFD00E7, Immediates.NONE, "vv>v"),
  /** {@code f32x4.min}. */
  F32X4_MIN("f32x4.min", 0xFD00E8, Immediates.NONE, "vv>v"),
  /** {@code f32x4.max}. */
  F32X4_MAX("f32x4.max", 0xFD00E9, Immediates.NONE, "vv>v"),
  /** {@code f32x4.pmin}. */
  F32X4_PMIN("f32x4.pmin", 0xFD00EA, Immediates.NONE, "vv>v"),
  /** {@code f32x4.pmax}. */
  F32X4_PMAX("f32x4.pmax", 0xFD00EB, Immediates.NONE, "vv>v"),
  /** {@code f64x2.abs}. */
  F64X2_ABS("f64x2.abs", 0xFD00EC, Immediates.NONE, "v>v"),
  /** {@code f64x2.neg}. */
  F64X2_NEG("f64x2.neg", 0xFD00ED, Immediates.NONE, "v>v"),
  /** {@code f64x2.sqrt}. */
  F64X2_SQRT("f64x2.sqrt", 0xFD00EF, Immediates.NONE, "v>v"),
  /** {@code f64x2.add}. */
  F64X2_ADD("f64x2.add", 0xFD00F0, Immediates.NONE, "vv>v"),
  /** {@code f64x2.sub}. */
  F64X2_SUB("f64x2.sub", 0xFD00F1, Immediates.NONE, "vv>v"),
  /** {@code f64x2.mul}. */
  F64X2_MUL("f64x2.mul", 0xFD00F2, Immediates.NONE, "vv>v"),
  /** {@code f64x2.div}. */
  F64X2_DIV("f64x2.div", 0xFD00F3, Immediates.NONE, "vv>v"),
  /** {@code f64x2.min}. */
  F64X2_MIN("f64x2.min", 0xFD00F4, Immediates.NONE, "vv>v"),
  /** {@code f64x2.max}. */
  F64X2_MAX("f64x2.max", 0xFD00F5, Immediates.NONE, "vv>v"),
  /** {@code f64x2.pmin}. */
  F64X2_PMIN("f64x2.pmin", 0xFD00F6, Immediates.NONE, "vv>v"),
  /** {@code f64x2.pmax}. */
  F64X2_PMAX("f64x2.pmax", 0xFD00F7, Immediates.NONE, "vv>v"),
  /** {@code i32x4.trunc_sat_f32x4_s}. */
  I32X4_TRUNC_SAT_F32X4_S("i32x4.trunc_sat_f32x4_s", 0xFD00F8, Immediates.NONE, "v>v"),
  /** {@code i32x4.trunc_sat_f32x4_u}. */
  I32X4_TRUNC_SAT_F32X4_U("i32x4.trunc_sat_f32x4_u", 0xFD00F9, Immediates.NONE, "v>v"),
  /** {@code f32x4.convert_i32x4_s}. */
  F32X4_CONVERT_I32X4_S("f32x4.convert_i32x4_s", 0xFD00FA, Immediates.NONE, "v>v"),
  /** {@code f32x4.convert_i32x4_u}. */
  F32X4_CONVERT_I32X4_U("f32x4.convert_i32x4_u", 0xFD00FB, Immediates.NONE, "v>v"),
  /** {@code i32x4.trunc_sat_f64x2_s_zero}. */
  I32X4_TRUNC_SAT_F64X2_S_ZERO("i32x4.trunc_sat_f64x2_s_zero", 0xFD00FC, Immediates.NONE, "v>v"),
  /** {@code i32x4.trunc_sat_f64x2_u_zero}. */
  I32X4_TRUNC_SAT_F64X2_U_ZERO("i32x4.trunc_sat_f64x2_u_zero", 0xFD00FD, Immediates.NONE, "v>v"),
  /** {@code f64x2.convert_low_i32x4_s}. */
  F64X2_CONVERT_LOW_I32X4_S("f64x2.convert_low_i32x4_s", 0xFD00FE, Immediates.NONE, "v>v"),
  /** {@code f64x2.convert_low_i32x4_u}. */
  F64X2_CONVERT_LOW_I32X4_U("f64x2.convert_low_i32x4_u", 0xFD00FF, Immediates.NONE, "v>v"),
  /** {@code i8x16.relaxed_swizzle}. */
  I8X16_RELAXED_SWIZZLE("i8x16.relaxed_swizzle", 0xFD0100, Immediates.NONE, "vv>v"),
  /** {@code i32x4.relaxed_trunc_f32x4_s}. */
  I32X4_RELAXED_TRUNC_F32X4_S("i32x4.relaxed_trunc_f32x4_s", 0xFD0101, Immediates.NONE, "v>v"),
  /** {@code i32x4.relaxed_trunc_f32x4_u}. */
  I32X4_RELAXED_TRUNC_F32X4_U("i32x4.relaxed_trunc_f32x4_u", 0xFD0102, Immediates.NONE, "v>v"),
  /** {@code i32x4.relaxed_trunc_f64x2_s_zero}. */
  I32X4_RELAXED_TRUNC_F64X2_S_ZERO(
      "i32x4.relaxed_trunc_f64x2_s_zero", 0xFD0103, Immediates.NONE, "v>v"),
  /** {@code i32x4.relaxed_trunc_f64x2_u_zero}. */
  I32X4_RELAXED_TRUNC_F64X2_U_ZERO(
      "i32x4.relaxed_trunc_f64x2_u_zero", 0xFD0104, Immediates.NONE, "v>v"),
  /** {@code f32x4.relaxed_madd}. */
  F32X4_RELAXED_MADD("f32x4.relaxed_madd", 0xFD0105, Immediates.NONE, "vvv>v"),
  /** {@code f32x4.relaxed_nmadd}. */
  F32X4_RELAXED_NMADD("f32x4.relaxed_nmadd", 0xFD0106, Immediates.NONE, "vvv>v"),
  /** {@code f64x2.relaxed_madd}. */
  F64X2_RELAXED_MADD("f64x2.relaxed_madd", 0xFD0107, Immediates.NONE, "vvv>v"),
  /** {@code f64x2.relaxed_nmadd}. */
  F64X2_RELAXED_NMADD("f64x2.relaxed_nmadd", 0xFD0108, Immediates.NONE, "vvv>v"),
  /** {@code i8x16.relaxed_laneselect}. */
  I8X16_RELAXED_LANESELECT("i8x16.relaxed_laneselect", 0xFD0109, Immediates.NONE, "vvv>v"),
  /** {@code i16x8.relaxed_laneselect}. */
  I16X8_RELAXED_LANESELECT("i16x8.relaxed_laneselect", 0xFD010A, Immediates.NONE, "vvv>v"),
  /** {@code i32x4.relaxed_laneselect}. */
  I32X4_RELAXED_LANESELECT("i32x4.relaxed_laneselect", 0xFD010B, Immediates.NONE, "vvv>v"),
  /** {@code i64x2.relaxed_laneselect}. */
  I64X2_RELAXED_LANESELECT("i64x2.relaxed_laneselect", 0xFD010C, Immediates.NONE, "vvv>v"),
  /** {@code f32x4.relaxed_min}. */
  F32X4_RELAXED_MIN("f32x4.relaxed_min", 0xFD010D, Immediates.NONE, "vv>v"),
  /** {@code f32x4.relaxed_max}. */
  F32X4_RELAXED_MAX("f32x4.relaxed_max", 0xFD010E, Immediates.NONE, "vv>v"),
  /** {@code f64x2.relaxed_min}. */
  F64X2_RELAXED_MIN("f64x2.relaxed_min", 0xFD010F, Immediates.NONE, "vv>v"),
  /** {@code f64x2.relaxed_max}. */
  F64X2_RELAXED_MAX("f64x2.relaxed_max", 0xFD0110, Immediates.NONE, "vv>v"),
  /** {@code i16x8.relaxed_q15mulr_s}. */
  I16X8_RELAXED_Q15MULR_S("i16x8.relaxed_q15mulr_s", 0xFD0111, Immediates.NONE, "vv>v"),
  /** {@code i16x8.relaxed_dot_i8x16_i7x16_s}. */
  I16X8_RELAXED_DOT_I8X16_I7X16_S(
      "i16x8.relaxed_dot_i8x16_i7x16_s", 0xFD0112, Immediates.NONE, "vv>v"),
  /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}. */
  I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(
      "i32x4.relaxed_dot_i8x16_i7x16_add_s", 0xFD0113, Immediates.NONE, "vvv>v"),
  /** {@code memory.atomic.notify}. */
  MEMORY_ATOMIC_NOTIFY("memory.atomic.notify", 0xFE0000, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code memory.atomic.wait32}. */
  MEMORY_ATOMIC_WAIT32("memory.atomic.wait32", 0xFE0001, Immediates.MEMORY_ARGUMENT, "ail>i", 2),
  /** {@code memory.atomic.wait64}. */
  MEMORY_ATOMIC_WAIT64("memory.atomic.wait64", 0xFE0002, Immediates.MEMORY_ARGUMENT, "all>i", 3),
  /** {@code atomic.fence}. */
  ATOMIC_FENCE("atomic.fence", 0xFE0003, Immediates.ZERO_BYTE, ">"),
  /** {@code i32.atomic.load}. */
  I32_ATOMIC_LOAD("i32.atomic.load", 0xFE0010, Immediates.MEMORY_ARGUMENT, "a>i", 2),
  /** {@code i64.atomic.load}. */
  I64_ATOMIC_LOAD("i64.atomic.load", 0xFE0011, Immediates.MEMORY_ARGUMENT, "a>l", 3),
  /** {@code i32.atomic.load8_u}. */
  I32_ATOMIC_LOAD8_U("i32.atomic.load8_u", 0xFE0012, Immediates.MEMORY_ARGUMENT, "a>i", 0),
  /** {@code i32.atomic.load16_u}. */
  I32_ATOMIC_LOAD16_U("i32.atomic.load16_u", 0xFE0013, Immediates.MEMORY_ARGUMENT, "a>i", 1),
  /** {@code i64.atomic.load8_u}. */
  I64_ATOMIC_LOAD8_U("i64.atomic.load8_u", 0xFE0014, Immediates.MEMORY_ARGUMENT, "a>l", 0),
  /** {@code i64.atomic.load16_u}. */
  I64_ATOMIC_LOAD16_U("i64.atomic.load16_u", 0xFE0015, Immediates.MEMORY_ARGUMENT, "a>l", 1),
  /** {@code i64.atomic.load32_u}. */
  I64_ATOMIC_LOAD32_U("i64.atomic.load32_u", 0xFE0016, Immediates.MEMORY_ARGUMENT, "a>l", 2),
  /** {@code i32.atomic.store}. */
  I32_ATOMIC_STORE("i32.atomic.store", 0xFE0017, Immediates.MEMORY_ARGUMENT, "ai>", 2),
  /** {@code i64.atomic.store}. */
  I64_ATOMIC_STORE("i64.atomic.store", 0xFE0018, Immediates.MEMORY_ARGUMENT, "al>", 3),
  /** {@code i32.atomic.store8}. */
  I32_ATOMIC_STORE8("i32.atomic.store8", 0xFE0019, Immediates.MEMORY_ARGUMENT, "ai>", 0),
  /** {@code i32.atomic.store16}. */
  I32_ATOMIC_STORE16("i32.atomic.store16", 0xFE001A, Immediates.MEMORY_ARGUMENT, "ai>", 1),
  /** {@code i64.atomic.store8}. */
  I64_ATOMIC_STORE8("i64.atomic.store8", 0xFE001B, Immediates.MEMORY_ARGUMENT, "al>", 0),
  /** {@code i64.atomic.store16}. */
  I64_ATOMIC_STORE16("i64.atomic.store16", 0xFE001C, Immediates.MEMORY_ARGUMENT, "al>", 1),
  /** {@code i64.atomic.store32}. */
  I64_ATOMIC_STORE32("i64.atomic.store32", 0xFE001D, Immediates.MEMORY_ARGUMENT, "al>", 2),
  /** {@code i32.atomic.rmw.add}. */
  I32_ATOMIC_RMW_ADD("i32.atomic.rmw.add", 0xFE001E, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.add}. */
  I64_ATOMIC_RMW_ADD("i64.atomic.rmw.add", 0xFE001F, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.add_u}. */
  I32_ATOMIC_RMW8_ADD_U("i32.atomic.rmw8.add_u", 0xFE0020, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.add_u}. */
  I32_ATOMIC_RMW16_ADD_U("i32.atomic.rmw16.add_u", 0xFE0021, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.add_u}. */
  I64_ATOMIC_RMW8_ADD_U("i64.atomic.rmw8.add_u", 0xFE0022, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.add_u}. */
  I64_ATOMIC_RMW16_ADD_U("i64.atomic.rmw16.add_u", 0xFE0023, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.add_u}. */
  I64_ATOMIC_RMW32_ADD_U("i64.atomic.rmw32.add_u", 0xFE0024, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.sub}. */
  I32_ATOMIC_RMW_SUB("i32.atomic.rmw.sub", 0xFE0025, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.sub}. */
  I64_ATOMIC_RMW_SUB("i64.atomic.rmw.sub", 0xFE0026, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.sub_u}. */
  I32_ATOMIC_RMW8_SUB_U("i32.atomic.rmw8.sub_u", 0xFE0027, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.sub_u}. */
  I32_ATOMIC_RMW16_SUB_U("i32.atomic.rmw16.sub_u", 0xFE0028, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.sub_u}. */
  I64_ATOMIC_RMW8_SUB_U("i64.atomic.rmw8.sub_u", 0xFE0029, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.sub_u}. */
  I64_ATOMIC_RMW16_SUB_U("i64.atomic.rmw16.sub_u", 0xFE002A, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.sub_u}. */
  I64_ATOMIC_RMW32_SUB_U("i64.atomic.rmw32.sub_u", 0xFE002B, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.and}. */
  I32_ATOMIC_RMW_AND("i32.atomic.rmw.and", 0xFE002C, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.and}. */
  I64_ATOMIC_RMW_AND("i64.atomic.rmw.and", 0xFE002D, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.and_u}. */
  I32_ATOMIC_RMW8_AND_U("i32.atomic.rmw8.and_u", 0xFE002E, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.and_u}. */
  I32_ATOMIC_RMW16_AND_U("i32.atomic.rmw16.and_u", 0xFE002F, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.and_u}. */
  I64_ATOMIC_RMW8_AND_U("i64.atomic.rmw8.and_u", 0xFE0030, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.and_u}. */
  I64_ATOMIC_RMW16_AND_U("i64.atomic.rmw16.and_u", 0xFE0031, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.and_u}. */
  I64_ATOMIC_RMW32_AND_U("i64.atomic.rmw32.and_u", 0xFE0032, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.or}. */
  I32_ATOMIC_RMW_OR("i32.atomic.rmw.or", 0xFE0033, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.or}. */
  I64_ATOMIC_RMW_OR("i64.atomic.rmw.or", 0xFE0034, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.or_u}. */
  I32_ATOMIC_RMW8_OR_U("i32.atomic.rmw8.or_u", 0xFE0035, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.or_u}. */
  I32_ATOMIC_RMW16_OR_U("i32.atomic.rmw16.or_u", 0xFE0036, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.or_u}. */
  I64_ATOMIC_RMW8_OR_U("i64.atomic.rmw8.or_u", 0xFE0037, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.or_u}. */
  I64_ATOMIC_RMW16_OR_U("i64.atomic.rmw16.or_u", 0xFE0038, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.or_u}. */
  I64_ATOMIC_RMW32_OR_U("i64.atomic.rmw32.or_u", 0xFE0039, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.xor}. */
  I32_ATOMIC_RMW_XOR("i32.atomic.rmw.xor", 0xFE003A, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.xor}. */
  I64_ATOMIC_RMW_XOR("i64.atomic.rmw.xor", 0xFE003B, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.xor_u}. */
  I32_ATOMIC_RMW8_XOR_U("i32.atomic.rmw8.xor_u", 0xFE003C, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.xor_u}. */
  I32_ATOMIC_RMW16_XOR_U("i32.atomic.rmw16.xor_u", 0xFE003D, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.xor_u}. */
  I64_ATOMIC_RMW8_XOR_U("i64.atomic.rmw8.xor_u", 0xFE003E, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.xor_u}. */
  I64_ATOMIC_RMW16_XOR_U("i64.atomic.rmw16.xor_u", 0xFE003F, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.xor_u}. */
  I64_ATOMIC_RMW32_XOR_U("i64.atomic.rmw32.xor_u", 0xFE0040, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.xchg}. */
  I32_ATOMIC_RMW_XCHG("i32.atomic.rmw.xchg", 0xFE0041, Immediates.MEMORY_ARGUMENT, "ai>i", 2),
  /** {@code i64.atomic.rmw.xchg}. */
  I64_ATOMIC_RMW_XCHG("i64.atomic.rmw.xchg", 0xFE0042, Immediates.MEMORY_ARGUMENT, "al>l", 3),
  /** {@code i32.atomic.rmw8.xchg_u}. */
  I32_ATOMIC_RMW8_XCHG_U("i32.atomic.rmw8.xchg_u", 0xFE0043, Immediates.MEMORY_ARGUMENT, "ai>i", 0),
  /** {@code i32.atomic.rmw16.xchg_u}. */
  I32_ATOMIC_RMW16_XCHG_U(
      "i32.atomic.rmw16.xchg_u", 0xFE0044, Immediates.MEMORY_ARGUMENT, "ai>i", 1),
  /** {@code i64.atomic.rmw8.xchg_u}. */
  I64_ATOMIC_RMW8_XCHG_U("i64.atomic.rmw8.xchg_u", 0xFE0045, Immediates.MEMORY_ARGUMENT, "al>l", 0),
  /** {@code i64.atomic.rmw16.xchg_u}. */
  I64_ATOMIC_RMW16_XCHG_U(
      "i64.atomic.rmw16.xchg_u", 0xFE0046, Immediates.MEMORY_ARGUMENT, "al>l", 1),
  /** {@code i64.atomic.rmw32.xchg_u}. */
  I64_ATOMIC_RMW32_XCHG_U(
      "i64.atomic.rmw32.xchg_u", 0xFE0047, Immediates.MEMORY_ARGUMENT, "al>l", 2),
  /** {@code i32.atomic.rmw.cmpxchg}. */
  I32_ATOMIC_RMW_CMPXCHG(
      "i32.atomic.rmw.cmpxchg", 0xFE0048, Immediates.MEMORY_ARGUMENT, "aii>i", 2),
  /** {@code i64.atomic.rmw.cmpxchg}. */
  I64_ATOMIC_RMW_CMPXCHG(
      "i64.atomic.rmw.cmpxchg", 0xFE0049, Immediates.MEMORY_ARGUMENT, "all>l", 3),
  /** {@code i32.atomic.rmw8.cmpxchg_u}. */
  I32_ATOMIC_RMW8_CMPXCHG_U(
      "i32.atomic.rmw8.cmpxchg_u", 0xFE004A, Immediates.MEMORY_ARGUMENT, "aii>i", 0),
  /** {@code i32.atomic.rmw16.cmpxchg_u}. */
  I32_ATOMIC_RMW16_CMPXCHG_U(
      "i32.atomic.rmw16.cmpxchg_u", 0xFE004B, Immediates.MEMORY_ARGUMENT, "aii>i", 1),
  /** {@code i64.atomic.rmw8.cmpxchg_u}. */
  I64_ATOMIC_RMW8_CMPXCHG_U(
      "i64.atomic.rmw8.cmpxchg_u", 0xFE004C, Immediates.MEMORY_ARGUMENT, "all>l", 0),
  /** {@code i64.atomic.rmw16.cmpxchg_u}. */
  I64_ATOMIC_RMW16_CMPXCHG_U(
      "i64.atomic.rmw16.cmpxchg_u", 0xFE004D, Immediates.MEMORY_ARGUMENT, "all>l", 1),
  /** {@code i64.atomic.rmw32.cmpxchg_u}. */
  I64_ATOMIC_RMW32_CMPXCHG_U(
      "i64.atomic.rmw32.cmpxchg_u", 0xFE004E, Immediates.MEMORY_ARGUMENT, "all>l", 2);

  private static final Opcode[][] BY_CODE = new Opcode[5][];

  static {
    for (int plane = 0; plane < BY_CODE.length; plane++) {
      BY_CODE[plane] = new Opcode[plane == 3 ? 276 : 256];
    }
    for (Opcode opcode : values()) {
      BY_CODE[plane(opcode.code >> 16)][opcode.code & 0xFFFF] = opcode;
    }
  }

  private final String mnemonic;
  private final int code;
  private final Immediates immediates;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final @Nullable List<ValueType> operands;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<ValueType> results;

  private final boolean address;
  private final int naturalAlignment;

  /** What follows an opcode in the binary format. */
  public enum Immediates {
    /** Nothing. */
    NONE,
    /** A block type. */
    BLOCK,
    /** A label index. */
    LABEL,
    /** A vector of label indices and a default one. */
    LABELS,
    /** A block type and a vector of catch clauses. */
    CATCHES,
    /** A function index. */
    FUNCTION,
    /** A type index. */
    TYPE,
    /** A type index and a table index. */
    TYPE_TABLE,
    /** A type index and a field index. */
    TYPE_FIELD,
    /** A type index and a number of elements. */
    TYPE_COUNT,
    /** A type index and a data index. */
    TYPE_DATA,
    /** A type index and an element index. */
    TYPE_ELEMENT,
    /** Two type indices. */
    TYPE_TYPE,
    /** A vector of value types. */
    VALUE_TYPES,
    /** A heap type. */
    HEAP_TYPE,
    /** Nullability flags, a label index and two heap types. */
    CAST,
    /** A local index. */
    LOCAL,
    /** A global index. */
    GLOBAL,
    /** A table index. */
    TABLE,
    /** Two table indices. */
    TABLE_TABLE,
    /** A tag index. */
    TAG,
    /** An element index and a table index. */
    ELEMENT_TABLE,
    /** An element index. */
    ELEMENT,
    /** A data index and a memory index. */
    DATA_MEMORY,
    /** A data index. */
    DATA,
    /** A memory index. */
    MEMORY,
    /** Two memory indices. */
    MEMORY_MEMORY,
    /** Alignment, memory index and offset. */
    MEMORY_ARGUMENT,
    /** Alignment, memory index, offset and a lane index. */
    MEMORY_ARGUMENT_LANE,
    /** A 32-bit integer. */
    I32,
    /** A 64-bit integer. */
    I64,
    /** A 32-bit float. */
    F32,
    /** A 64-bit float. */
    F64,
    /** Sixteen bytes. */
    V128,
    /** A lane index. */
    LANE,
    /** Sixteen lane indices. */
    LANES,
    /** A byte that is zero. */
    ZERO_BYTE
  }

  Opcode(String mnemonic, int code, Immediates immediates) {
    this(mnemonic, code, immediates, null, 0);
  }

  Opcode(String mnemonic, int code, Immediates immediates, String signature) {
    this(mnemonic, code, immediates, signature, 0);
  }

  /**
   * @param signature the letters of operands and results around a {@code >}, or null where the type
   *     depends on more than the opcode
   */
  Opcode(
      String mnemonic,
      int code,
      Immediates immediates,
      @Nullable String signature,
      int naturalAlignment) {
    this.mnemonic = mnemonic;
    this.code = code;
    this.immediates = immediates;
    this.naturalAlignment = naturalAlignment;
    if (signature == null) {
      operands = null;
      results = List.of();
      address = false;
    } else {
      int arrow = signature.indexOf('>');
      address = signature.startsWith("a");
      operands = types(signature.substring(address ? 1 : 0, arrow));
      results = types(signature.substring(arrow + 1));
    }
  }

  private static List<ValueType> types(String letters) {
    return letters.chars().mapToObj(Opcode::type).toList();
  }

  private static ValueType type(int letter) {
    return switch (letter) {
      case 'i' -> NumberType.I32;
      case 'l' -> NumberType.I64;
      case 'f' -> NumberType.F32;
      case 'd' -> NumberType.F64;
      case 'v' -> VectorType.V128;
      default -> throw new IllegalArgumentException("no type " + (char) letter);
    };
  }

  private static int plane(int prefix) {
    return prefix == 0 ? 0 : prefix - 0xFA;
  }

  /**
   * Finds an instruction by its encoding.
   *
   * @param prefix 0 for a single-byte opcode, else 0xFB to 0xFE
   * @param number the opcode byte, or the number that follows the prefix
   * @return the instruction, or null if there is none
   */
  static @Nullable Opcode find(int prefix, int number) {
    Opcode[] plane = BY_CODE[plane(prefix)];
    return Integer.compareUnsigned(number, plane.length) < 0 ? plane[number] : null;
  }

  /**
   * Returns the name of the text format.
   *
   * @return for example {@code i32.add}
   */
  public String mnemonic() {
    return mnemonic;
  }

  /**
   * Returns the encoding.
   *
   * @return the opcode byte; for prefixed instructions the prefix in bits 16 to 23 and the number
   *     below
   */
  public int code() {
    return code;
  }

  /**
   * Returns what follows the opcode.
   *
   * @return the kind of its immediates
   */
  public Immediates immediates() {
    return immediates;
  }

  /**
   * Returns whether the type of this instruction depends on the opcode alone, but for the type of
   * an address.
   *
   * @return true for numeric, vector and plain memory instructions
   */
  public boolean hasSignature() {
    return operands != null;
  }

  /**
   * Returns the operand types of an instruction with a signature.
   *
   * @return the types, without the address that {@link #takesAddress} tells of
   */
  public List<ValueType> operands() {
    if (operands == null) {
      throw new IllegalStateException(mnemonic + " has no fixed signature");
    }
    return operands;
  }

  /**
   * Returns the result types of an instruction with a signature.
   *
   * @return at most two types
   */
  public List<ValueType> results() {
    return results;
  }

  /**
   * Returns whether this compares numbers.
   *
   * @return true if the result is 0 or 1: for comparisons of integers and floats, also with zero
   */
  public boolean isComparison() {
    return code >= I32_EQZ.code && code <= F64_GE.code;
  }

  /**
   * Returns whether the first operand is an address in a memory.
   *
   * @return true for loads, stores and atomic accesses
   */
  public boolean takesAddress() {
    return address;
  }

  /**
   * Returns the alignment that equals the width of the access.
   *
   * @return the base-2 logarithm of the width in bytes; 0 for instructions that do not access
   *     memory
   */
  public int naturalAlignment() {
    return naturalAlignment;
  }

  /**
   * Returns the prefix byte.
   *
   * @return 0xFB to 0xFE, or nothing for single-byte opcodes
   */
  public OptionalInt prefix() {
    return code > 0xFFFF ? OptionalInt.of(code >> 16) : OptionalInt.empty();
  }
}
