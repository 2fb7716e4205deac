String log = new File(basedir, 'build.log').text
assert log =~ /Failed to execute goal dev.cascara:cascara-maven-plugin:.*belong to a <file>/
