;; The arms of a dispatch loop are kept apart: each begins with the variables as they are.

(module
  (memory 1)
  (data (i32.const 0) "\09\04\0b\05\0c\0b\0b\0a\08\00\07\0c\03\0a\00\02\01\05\07\03\06\08\01\09\03\00\0b\03\06\04\02\0c\06\02\0c\0c\01\02\09\09\07\02\02\00\00\03\0c\03\02\02\04\05\03\08\0a\0a\03\02\0b\03\06\04\00\05\06\02\02\04\01\05\04\09\09\00\09\0a\0b\05\01\04\05\04\07\0b\05\02\07\07\0b\02\00\04\00\0b\05\06\00\08\0c\06\05\06\09\00\07\00\0b\02\09\03\01\0c\03\07\05\08\05\08\04\0c\07\01\09\0b\0c\0c\05\04\00\06\01\03\05\08\09\05\02\05\04\0b\08\01\04\0a\05\04\02\0c\01\0a\02\0b\0b\04\07\02\0b\00\01\09\08\06\00\03\0b\09\05\04\07\0a\06\02\00\0a\00\0c\07\05\03\02\0b\09\02\0a\0c\06\01\02\06\05\02\00\06\04\02\07\09\02\08\00\0d")
  (func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func (export "run") (param $a i32) (param $b i32) (result i32 i32 i64 f64 i32)
    (local $pc i32) (local $w i64) (local $f f64) (local $t i32)
    (block $end
      (loop $again
        (block $op12 (block $op11 (block $op10 (block $op9 (block $op8 (block $op7 (block $op6 (block $op5 (block $op4 (block $op3 (block $op2 (block $op1 (block $op0
          (br_table $op0 $op1 $op2 $op3 $op4 $op5 $op6 $op7 $op8 $op9 $op10 $op11 $op12 $end (i32.load8_u (local.get $pc))))
        ;; sum
        (local.set $a (i32.add (local.get $a) (local.get $b)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; next
        (local.set $b (i32.add (i32.add (local.get $pc) (i32.const 1)) (local.get $b)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; wide
        (local.set $w (i64.add (local.get $w) (i64.extend_i32_u (i32.add (local.get $pc) (i32.const 1)))))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; low
        (local.set $a (i32.and (local.get $a) (i32.const 255)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; shifted
        (local.set $b (i32.and (i32.shr_u (local.get $a) (i32.const 1)) (i32.const 255)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; mixed
        (local.set $w (i64.xor (local.get $w) (i64.extend_i32_u (i32.and (local.get $a) (i32.const 255)))))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; store
        (i32.store (i32.const 256) (i32.add (local.get $pc) (i32.const 1)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; load
        (local.set $a (i32.add (local.get $a) (i32.load (i32.const 256))))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; skip
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; float
        (local.set $f (f64.add (local.get $f) (f64.convert_i32_u (i32.add (local.get $pc) (i32.const 1)))))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; swap
        (local.set $t (local.get $a)) (local.set $a (local.get $b)) (local.set $b (local.get $t))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; call
        (local.set $a (call $double (i32.add (local.get $a) (local.get $b))))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again))
        ;; fall
        (local.set $a (i32.add (local.get $a) (i32.const 3)))
        (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
        (br $again)))
    (local.get $a) (local.get $b) (local.get $w) (local.get $f) (local.get $pc)))

(assert_return (invoke "run" (i32.const 0) (i32.const 0))
  (i32.const 4817) (i32.const 8) (i64.const 2615) (f64.const 1364.0) (i32.const 200))
(assert_return (invoke "run" (i32.const 1) (i32.const 2))
  (i32.const 4417) (i32.const 64) (i64.const 1690) (f64.const 1364.0) (i32.const 200))
(assert_return (invoke "run" (i32.const 123456789) (i32.const 987654321))
  (i32.const 4169) (i32.const 196) (i64.const 3062) (f64.const 1364.0) (i32.const 200))
(assert_return (invoke "run" (i32.const 4294967295) (i32.const 2147483648))
  (i32.const 4664) (i32.const 187) (i64.const 3156) (f64.const 1364.0) (i32.const 200))
