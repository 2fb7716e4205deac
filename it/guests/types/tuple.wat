;; Tuples: flat parameters, and a result that goes through memory with its padding.
(component
  (core module $m
    (memory (export "memory") 1)
    ;; (u8, u32, f64) is at 0, 4 and 8.
    (func (export "echo") (param i32 i32 f64) (result i32)
      (i32.store8 (i32.const 16) (local.get 0))
      (i32.store (i32.const 20) (local.get 1))
      (f64.store (i32.const 24) (local.get 2))
      (i32.const 16))
    (func (export "swap") (param i32 i32) (result i32)
      (i32.store16 (i32.const 16) (local.get 1))
      (i32.store16 (i32.const 18) (local.get 0))
      (i32.const 16))
    (func (export "single") (param i64) (result i64) (local.get 0)))
  (core instance $i (instantiate $m))
  (func (export "echo") (param "value" (tuple u8 u32 f64)) (result (tuple u8 u32 f64))
    (canon lift (core func $i "echo") (memory $i "memory")))
  (func (export "swap") (param "value" (tuple s16 u16)) (result (tuple u16 s16))
    (canon lift (core func $i "swap") (memory $i "memory")))
  ;; One flat value: it is returned itself.
  (func (export "single") (param "value" (tuple u64)) (result (tuple u64))
    (canon lift (core func $i "single"))))
