;; A variant with a case without, with a small and with a large payload, exported with its name.
(component
  (core module $m
    (memory (export "memory") 1)
    ;; nothing | flag(bool) | number(f64) | pair(tuple<u8, u32>): discriminant, then i64 and i32 joined.
    (func (export "echo") (param i32 i64 i32) (result i32)
      (i32.store8 (i32.const 16) (local.get 0))
      (block $done
        (block $pair
          (block $number
            (block $flag
              (br_table $done $flag $number $pair (local.get 0)))
            (i32.store8 (i32.const 24) (i32.wrap_i64 (local.get 1)))
            (br $done))
          (i64.store (i32.const 24) (local.get 1))
          (br $done))
        (i32.store8 (i32.const 24) (i32.wrap_i64 (local.get 1)))
        (i32.store (i32.const 28) (local.get 2)))
      (i32.const 16))
    (func (export "broken") (result i32)
      (i32.store8 (i32.const 16) (i32.const 4))
      (i32.const 16)))
  (core instance $i (instantiate $m))
  (type $shape (variant
    (case "nothing") (case "flag" bool) (case "number" f64) (case "pair" (tuple u8 u32))))
  (func $echo (param "value" $shape) (result $shape) (canon lift (core func $i "echo") (memory $i "memory")))
  (func $broken (result $shape) (canon lift (core func $i "broken") (memory $i "memory")))
  (component $interface
    (type $t (variant (case "nothing") (case "flag" bool) (case "number" f64) (case "pair" (tuple u8 u32))))
    (import "type-shape" (type $in (eq $t)))
    (import "echo" (func $echo (param "value" $in) (result $in)))
    (import "broken" (func $broken (result $in)))
    (export $shape "shape" (type $t))
    (export "echo" (func $echo) (func (param "value" $shape) (result $shape)))
    (export "broken" (func $broken) (func (result $shape))))
  (instance $variants (instantiate $interface
    (with "type-shape" (type $shape)) (with "echo" (func $echo)) (with "broken" (func $broken))))
  (export "demo:types/variants" (instance $variants)))
