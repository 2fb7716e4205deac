;; Flags of three and of ten labels, exported with their names; bits above the labels are ignored.
(component
  (core module $m
    (func (export "echo") (param i32) (result i32) (local.get 0))
    (func (export "all-bits") (result i32) (i32.const -1)))
  (core instance $i (instantiate $m))
  (type $access (flags "read" "write" "execute"))
  (type $wide (flags "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7" "f8" "f9"))
  (func $echo (param "value" $access) (result $access) (canon lift (core func $i "echo")))
  (func $echo-wide (param "value" $wide) (result $wide) (canon lift (core func $i "echo")))
  (func $all (result $access) (canon lift (core func $i "all-bits")))
  (component $interface
    (type $t (flags "read" "write" "execute"))
    (type $w (flags "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7" "f8" "f9"))
    (import "type-access" (type $in (eq $t)))
    (import "type-wide" (type $in-wide (eq $w)))
    (import "echo" (func $echo (param "value" $in) (result $in)))
    (import "echo-wide" (func $echo-wide (param "value" $in-wide) (result $in-wide)))
    (import "all" (func $all (result $in)))
    (export $access "access" (type $t))
    (export $wide "wide" (type $w))
    (export "echo" (func $echo) (func (param "value" $access) (result $access)))
    (export "echo-wide" (func $echo-wide) (func (param "value" $wide) (result $wide)))
    (export "all" (func $all) (func (result $access))))
  (instance $flags (instantiate $interface
    (with "type-access" (type $access)) (with "type-wide" (type $wide)) (with "echo" (func $echo))
    (with "echo-wide" (func $echo-wide)) (with "all" (func $all))))
  (export "demo:types/flag-sets" (instance $flags)))
