List<String> log = new File(basedir, 'build.log').readLines()
assert log.any { it =~ /Failed to execute goal dev.cascara:cascara-maven-plugin:.*broken\.wasm: .*offset/ }
assert !log.any { it.startsWith('\tat dev.cascara') }
assert !new File(basedir, 'target/generated-sources/cascara').exists()
