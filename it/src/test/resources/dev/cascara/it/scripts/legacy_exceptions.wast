;; The legacy encoding of exception handling.

(module
  (tag $a (param i32))
  (tag $b (param i32 i64))
  (tag $c)
  (func $throw (param i32)
    (if (i32.eq (local.get 0) (i32.const 1)) (then (throw $a (i32.const 11))))
    (if (i32.eq (local.get 0) (i32.const 2)) (then (throw $b (i32.const 22) (i64.const 2))))
    (if (i32.eq (local.get 0) (i32.const 3)) (then (throw $c)))
    (if (i32.eq (local.get 0) (i32.const 4)) (then (unreachable))))

  (func (export "clauses") (param i32) (result i32)
    (try (result i32)
      (do (call $throw (local.get 0)) (i32.const 1))
      (catch $a (i32.add (i32.const 1000)))
      (catch $b (i32.wrap_i64) (i32.add))
      (catch_all (i32.const 33))))

  (func $some (export "some") (param i32) (result i32)
    (try (result i32)
      (do (call $throw (local.get 0)) (i32.const 1))
      (catch $c (i32.const 3))))

  (func (export "rethrow") (param i32) (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (call $throw (local.get 0)) (i32.const 1))
          (catch $a (drop) (rethrow 0))
          (catch_all
            (try (result i32)
              (do (throw $a (i32.const 5)))
              (catch $a (drop) (rethrow 1))))))
      (catch $a (i32.add (i32.const 100)))
      (catch $b (drop))
      (catch_all (i32.const 7))))

  ;; The clause in between is passed by.
  (func (export "delegate") (param i32) (result i32)
    (try $outer (result i32)
      (do
        (try (result i32)
          (do
            (try (result i32)
              (do (call $throw (local.get 0)) (i32.const 1))
              (delegate $outer)))
          (catch_all (i32.const 99))))
      (catch $a)
      (catch_all (i32.const 55))))

  (func (export "delegate-to-block") (param i32) (result i32)
    (try (result i32)
      (do
        (block $l (result i32)
          (try (result i32)
            (do
              (try (result i32)
                (do (call $throw (local.get 0)) (i32.const 1))
                (delegate $l)))
            (catch_all (i32.const 99)))))
      (catch $a)
      (catch_all (i32.const 55))))

  ;; To the caller, past everything here.
  (func $away (param i32) (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (call $throw (local.get 0)) (i32.const 1))
          (delegate 1)))
      (catch_all (i32.const 99))))
  (func (export "delegate-to-caller") (param i32) (result i32)
    (try (result i32)
      (do (call $away (local.get 0)))
      (catch $a (i32.add (i32.const 1)))
      (catch_all (i32.const 55))))

  ;; Two at once, one of them out of a clause, and one within a loop.
  (func (export "delegates") (param i32) (result i32)
    (local i32)
    (try $t (result i32)
      (do
        (loop $l
          (try
            (do
              (try (do (call $throw (local.get 0))) (delegate $l))
              (try (do (call $throw (i32.add (local.get 0) (i32.const 1)))) (delegate $t)))
            (catch_all (local.set 1 (i32.const 99))))
          (local.set 1 (i32.add (local.get 1) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get 1) (i32.const 3))))
        (local.get 1))
      (catch $a
        (try (result i32)
          (do (try (do (throw $c)) (delegate 0)) (unreachable))
          (catch_all (i32.const 500)))
        (i32.add))
      (catch $b (drop))
      (catch $c (i32.const 300))))

  ;; Neither clauses nor anything that throws.
  (func (export "plain") (result i32)
    (try (do))
    (try (result i32) (do (i32.const 4)) (catch_all (i32.const 5)))
    (try (result i32) (do (i32.const 4)) (delegate 0))
    (i32.add))

  ;; Unreachable clauses' ends, branches out of clauses.
  (func (export "branches") (param i32) (result i32)
    (block $out (result i32)
      (try
        (do (call $throw (local.get 0)) (br $out (i32.const 1)))
        (catch $a (br $out))
        (catch $c (return (i32.const 77))))
      (i32.const 6)))
)
(assert_return (invoke "clauses" (i32.const 0)) (i32.const 1))
(assert_return (invoke "clauses" (i32.const 1)) (i32.const 1011))
(assert_return (invoke "clauses" (i32.const 2)) (i32.const 24))
(assert_return (invoke "clauses" (i32.const 3)) (i32.const 33))
(assert_trap (invoke "clauses" (i32.const 4)) "unreachable")
(assert_return (invoke "some" (i32.const 0)) (i32.const 1))
(assert_exception (invoke "some" (i32.const 1)))
(assert_return (invoke "some" (i32.const 3)) (i32.const 3))
(assert_return (invoke "rethrow" (i32.const 0)) (i32.const 1))
(assert_return (invoke "rethrow" (i32.const 1)) (i32.const 111))
(assert_return (invoke "rethrow" (i32.const 2)) (i32.const 22))
(assert_return (invoke "rethrow" (i32.const 3)) (i32.const 7))
(assert_return (invoke "delegate" (i32.const 0)) (i32.const 1))
(assert_return (invoke "delegate" (i32.const 1)) (i32.const 11))
(assert_return (invoke "delegate" (i32.const 2)) (i32.const 55))
(assert_return (invoke "delegate-to-block" (i32.const 0)) (i32.const 1))
(assert_return (invoke "delegate-to-block" (i32.const 1)) (i32.const 11))
(assert_return (invoke "delegate-to-block" (i32.const 3)) (i32.const 55))
(assert_return (invoke "delegate-to-caller" (i32.const 0)) (i32.const 1))
(assert_return (invoke "delegate-to-caller" (i32.const 1)) (i32.const 12))
(assert_return (invoke "delegate-to-caller" (i32.const 3)) (i32.const 55))
(assert_return (invoke "delegates" (i32.const 0)) (i32.const 511))
(assert_return (invoke "delegates" (i32.const 1)) (i32.const 511))
(assert_return (invoke "delegates" (i32.const 2)) (i32.const 22))
(assert_return (invoke "delegates" (i32.const 3)) (i32.const 300))
(assert_return (invoke "delegates" (i32.const 5)) (i32.const 3))
(assert_return (invoke "plain") (i32.const 8))
(assert_return (invoke "branches" (i32.const 0)) (i32.const 1))
(assert_return (invoke "branches" (i32.const 1)) (i32.const 11))
(assert_return (invoke "branches" (i32.const 3)) (i32.const 77))
(assert_exception (invoke "branches" (i32.const 2)))

(assert_invalid (module (func (catch_all))) "")
(assert_invalid (module (func (rethrow 0))) "invalid rethrow label")
(assert_invalid (module (func (try (do (rethrow 0)) (catch_all)))) "invalid rethrow label")
