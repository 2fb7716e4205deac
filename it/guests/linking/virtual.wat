;; An import that one component wraps for another: the inner one calls the wrapper, the wrapper calls the host.
(component
  (import "demo:linking/clock" (instance $host (export "now" (func (result u64)))))
  (component $wrapper
    (import "demo:linking/clock" (instance $clock (export "now" (func (result u64)))))
    (core func $now (canon lower (func $clock "now")))
    (core module $m
      (import "" "now" (func $now (result i64)))
      (func (export "now") (result i64) (i64.mul (call $now) (i64.const 1000))))
    (core instance $i (instantiate $m (with "" (instance (export "now" (func $now))))))
    (func $slow (result u64) (canon lift (core func $i "now")))
    (instance $out (export "now" (func $slow)))
    (export "demo:linking/clock" (instance $out)))
  (instance $w (instantiate $wrapper (with "demo:linking/clock" (instance $host))))
  (component $user
    (import "demo:linking/clock" (instance $clock (export "now" (func (result u64)))))
    (core func $now (canon lower (func $clock "now")))
    (core module $m
      (import "" "now" (func $now (result i64)))
      (func (export "later") (param i64) (result i64) (i64.add (call $now) (local.get 0))))
    (core instance $i (instantiate $m (with "" (instance (export "now" (func $now))))))
    (func (export "later") (param "by" u64) (result u64) (canon lift (core func $i "later"))))
  (instance $u (instantiate $user (with "demo:linking/clock" (instance $w "demo:linking/clock"))))
  (instance $bare (instantiate $user (with "demo:linking/clock" (instance $host))))
  ;; 1000 * now + by, and now + by.
  (export "later" (func $u "later"))
  (export "later-bare" (func $bare "later"))
  (export "demo:linking/clock" (instance $host)))
