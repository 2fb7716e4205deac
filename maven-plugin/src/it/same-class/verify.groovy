String log = new File(basedir, 'build.log').text
assert log =~ /greeter\.wasm and .*translator\.wasm both generate .*Greeter\.java/
