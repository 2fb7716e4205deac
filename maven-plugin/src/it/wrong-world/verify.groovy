List<String> log = new File(basedir, 'build.log').readLines()
assert log.any { it =~ /Failed to execute goal dev.cascara:cascara-maven-plugin:.*greeter\.wasm: .*greet/ }
assert !log.any { it.startsWith('\tat dev.cascara') }
