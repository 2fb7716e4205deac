String log = new File(basedir, 'build.log').text
assert log =~ /Failed to execute goal dev.cascara:cascara-maven-plugin:.*needs the dependency dev.cascara:cascara-runtime-support/
