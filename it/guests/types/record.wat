;; A record, exported with its name by an interface.
(component
  (core module $m
    (memory (export "memory") 1)
    ;; {x: f64, y: f64, visible: bool, layer: u16}
    (func (export "echo") (param f64 f64 i32 i32) (result i32)
      (f64.store (i32.const 16) (local.get 0))
      (f64.store (i32.const 24) (local.get 1))
      (i32.store8 (i32.const 32) (local.get 2))
      (i32.store16 (i32.const 34) (local.get 3))
      (i32.const 16))
    (func (export "move") (param f64 f64 i32 i32 f64 f64) (result i32)
      (f64.store (i32.const 16) (f64.add (local.get 0) (local.get 4)))
      (f64.store (i32.const 24) (f64.add (local.get 1) (local.get 5)))
      (i32.store8 (i32.const 32) (local.get 2))
      (i32.store16 (i32.const 34) (local.get 3))
      (i32.const 16)))
  (core instance $i (instantiate $m))
  (type $point (record (field "x" f64) (field "y" f64) (field "visible" bool) (field "layer" u16)))
  (func $echo (param "value" $point) (result $point) (canon lift (core func $i "echo") (memory $i "memory")))
  (func $move (param "value" $point) (param "dx" f64) (param "dy" f64) (result $point)
    (canon lift (core func $i "move") (memory $i "memory")))
  (component $interface
    (type $t (record (field "x" f64) (field "y" f64) (field "visible" bool) (field "layer" u16)))
    (import "type-point" (type $in (eq $t)))
    (import "echo" (func $echo (param "value" $in) (result $in)))
    (import "move" (func $move (param "value" $in) (param "dx" f64) (param "dy" f64) (result $in)))
    (export $point "point" (type $t))
    (export "echo" (func $echo) (func (param "value" $point) (result $point)))
    (export "move" (func $move) (func (param "value" $point) (param "dx" f64) (param "dy" f64) (result $point))))
  (instance $records (instantiate $interface
    (with "type-point" (type $point)) (with "echo" (func $echo)) (with "move" (func $move))))
  (export "demo:types/records" (instance $records)))
