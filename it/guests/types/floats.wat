;; One echo for each float type, and NaNs with a payload.
(component
  (core module $m
    (func (export "echo32") (param f32) (result f32) (local.get 0))
    (func (export "echo64") (param f64) (result f64) (local.get 0))
    (func (export "nan32") (result f32) (f32.const -nan:0x212345))
    (func (export "nan64") (result f64) (f64.const -nan:0x2123456789abc)))
  (core instance $i (instantiate $m))
  (func (export "echo-f32") (param "value" f32) (result f32) (canon lift (core func $i "echo32")))
  (func (export "echo-f64") (param "value" f64) (result f64) (canon lift (core func $i "echo64")))
  (func (export "nan-f32") (result f32) (canon lift (core func $i "nan32")))
  (func (export "nan-f64") (result f64) (canon lift (core func $i "nan64"))))
