;; One echo for each integer type, and for each narrow one a function whose result has bits above its width.
(component
  (core module $m
    (func (export "echo32") (param i32) (result i32) (local.get 0))
    (func (export "echo64") (param i64) (result i64) (local.get 0))
    (func (export "wide") (result i32) (i32.const 0x12345fff)))
  (core instance $i (instantiate $m))
  (func (export "echo-u8") (param "value" u8) (result u8) (canon lift (core func $i "echo32")))
  (func (export "echo-s8") (param "value" s8) (result s8) (canon lift (core func $i "echo32")))
  (func (export "echo-u16") (param "value" u16) (result u16) (canon lift (core func $i "echo32")))
  (func (export "echo-s16") (param "value" s16) (result s16) (canon lift (core func $i "echo32")))
  (func (export "echo-u32") (param "value" u32) (result u32) (canon lift (core func $i "echo32")))
  (func (export "echo-s32") (param "value" s32) (result s32) (canon lift (core func $i "echo32")))
  (func (export "echo-u64") (param "value" u64) (result u64) (canon lift (core func $i "echo64")))
  (func (export "echo-s64") (param "value" s64) (result s64) (canon lift (core func $i "echo64")))
  (func (export "wide-u8") (result u8) (canon lift (core func $i "wide")))
  (func (export "wide-s8") (result s8) (canon lift (core func $i "wide")))
  (func (export "wide-u16") (result u16) (canon lift (core func $i "wide")))
  (func (export "wide-s16") (result s16) (canon lift (core func $i "wide"))))
