;; Functions that the host implements, called by what is exported: a lowered function with more than one flat
;; result takes a pointer to where it goes.
(component
  (import "twice" (func $twice (param "value" u32) (result u32)))
  (import "demo:types/host" (instance $host
    (export "pair" (func (param "a" u8) (param "b" f32) (result (tuple f32 u8))))))
  (core module $memory (memory (export "memory") 1))
  (core instance $mem (instantiate $memory))
  (core func $twice-low (canon lower (func $twice)))
  (core func $pair-low (canon lower (func $host "pair") (memory $mem "memory")))
  (core module $m
    (import "host" "memory" (memory 1))
    (import "host" "twice" (func $twice (param i32) (result i32)))
    (import "host" "pair" (func $pair (param i32 f32 i32)))
    (func (export "four-times") (param i32) (result i32) (call $twice (call $twice (local.get 0))))
    (func (export "swapped") (param i32 f32) (result i32)
      (call $pair (local.get 0) (local.get 1) (i32.const 32))
      (i32.const 32)))
  (core instance $i (instantiate $m (with "host" (instance
    (export "memory" (memory $mem "memory"))
    (export "twice" (func $twice-low))
    (export "pair" (func $pair-low))))))
  (func (export "four-times") (param "value" u32) (result u32) (canon lift (core func $i "four-times")))
  (func (export "swapped") (param "a" u8) (param "b" f32) (result (tuple f32 u8))
    (canon lift (core func $i "swapped") (memory $mem "memory"))))
