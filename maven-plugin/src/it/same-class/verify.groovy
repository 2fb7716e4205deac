String log = new File(basedir, 'build.log').text
assert log =~ /greeter\.wasm and .*copy\.wasm both generate .*Greeter/
