;; Components and modules as values: $adder and $twice are closed over what is around them, and $apply gets a component as
;; an argument and instantiates it twice.
(component
  (core module $add (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (type $binary (func (param "a" u32) (param "b" u32) (result u32)))
  (component $adder
    (core instance $i (instantiate $add))
    (func (export "run") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))
  (component $middle
    (component $inner
      (instance $i (instantiate $adder))
      (export "run" (func $i "run")))
    (export "inner" (component $inner)))
  (instance $m (instantiate $middle))
  (alias export $m "inner" (component $inner))
  (component $apply
    (import "make" (component $make
      (export "run" (func (param "a" u32) (param "b" u32) (result u32)))))
    (instance $first (instantiate $make))
    (instance $second (instantiate $make))
    (core func $one (canon lower (func $first "run")))
    (core func $two (canon lower (func $second "run")))
    (core module $sum
      (import "one" "run" (func $one (param i32 i32) (result i32)))
      (import "two" "run" (func $two (param i32 i32) (result i32)))
      (func (export "run") (param i32 i32) (result i32)
        (call $one (call $two (local.get 0) (local.get 1)) (local.get 1))))
    (core instance $i (instantiate $sum
      (with "one" (instance (export "run" (func $one)))) (with "two" (instance (export "run" (func $two))))))
    (func (export "run") (type $binary) (canon lift (core func $i "run"))))
  (instance $direct (instantiate $apply (with "make" (component $adder))))
  (instance $indirect (instantiate $apply (with "make" (component $inner))))
  ;; Both give a + 2 * b.
  (export "direct" (func $direct "run"))
  (export "indirect" (func $indirect "run")))
