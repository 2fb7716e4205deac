;; An enum, exported with its name.
(component
  (core module $m
    (func (export "echo") (param i32) (result i32) (local.get 0))
    (func (export "broken") (result i32) (i32.const 3)))
  (core instance $i (instantiate $m))
  (type $colour (enum "red" "green" "dark-blue"))
  (func $echo (param "value" $colour) (result $colour) (canon lift (core func $i "echo")))
  (func $broken (result $colour) (canon lift (core func $i "broken")))
  (component $interface
    (type $t (enum "red" "green" "dark-blue"))
    (import "type-colour" (type $in (eq $t)))
    (import "echo" (func $echo (param "value" $in) (result $in)))
    (import "broken" (func $broken (result $in)))
    (export $colour "colour" (type $t))
    (export "echo" (func $echo) (func (param "value" $colour) (result $colour)))
    (export "broken" (func $broken) (func (result $colour))))
  (instance $enums (instantiate $interface
    (with "type-colour" (type $colour)) (with "echo" (func $echo)) (with "broken" (func $broken))))
  (export "demo:types/enums" (instance $enums)))
