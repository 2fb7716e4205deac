;; A char is a Unicode scalar value; what is none traps when it is lifted.
(component
  (core module $m
    (func (export "echo") (param i32) (result i32) (local.get 0))
    (func (export "surrogate") (result i32) (i32.const 0xd800))
    (func (export "too-large") (result i32) (i32.const 0x110000)))
  (core instance $i (instantiate $m))
  (func (export "echo") (param "value" char) (result char) (canon lift (core func $i "echo")))
  (func (export "surrogate") (result char) (canon lift (core func $i "surrogate")))
  (func (export "too-large") (result char) (canon lift (core func $i "too-large"))))
