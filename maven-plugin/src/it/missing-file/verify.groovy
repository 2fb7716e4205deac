String log = new File(basedir, 'build.log').text
assert log =~ /Failed to execute goal dev.cascara:cascara-maven-plugin:.*nowhere\.wasm: no such file/
assert !log.contains('\tat dev.cascara')
