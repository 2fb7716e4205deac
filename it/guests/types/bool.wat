;; echo: func(value: bool) -> bool, which must be 0 or 1 in its flat form.
(component
  (core module $m
    (func (export "echo") (param i32) (result i32) (local.get 0))
    (func (export "not") (param i32) (result i32) (i32.eqz (local.get 0)))
    ;; Any integer but 0 is true when it is lifted.
    (func (export "two") (result i32) (i32.const 2)))
  (core instance $i (instantiate $m))
  (func (export "echo") (param "value" bool) (result bool) (canon lift (core func $i "echo")))
  (func (export "not") (param "value" bool) (result bool) (canon lift (core func $i "not")))
  (func (export "two") (result bool) (canon lift (core func $i "two"))))
