;; An exception that leaves a component is a trap, for a host and for another component.

(component
  (component $thrower
    (core module $m
      (tag $e)
      (func (export "f") (param i32) (result i32)
        (if (local.get 0) (then (throw $e)))
        (i32.const 5)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $i "f"))))
  (component $catcher
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $lowered (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "g") (param i32) (result i32)
        (block $caught
          (try_table (catch_all $caught)
            (return (call $f (local.get 0)))))
        (i32.const 99)))
    (core instance $i
      (instantiate $m (with "" (instance (export "f" (func $lowered))))))
    (func (export "g") (param "x" u32) (result u32) (canon lift (core func $i "g"))))
  (instance $t (instantiate $thrower))
  (instance $c (instantiate $catcher (with "f" (func $t "f"))))
  (export "f" (func $t "f"))
  (export "g" (func $c "g"))
)
(assert_return (invoke "g" (u32.const 0)) (u32.const 5))
(assert_trap (invoke "g" (u32.const 1)) "uncaught exception")
