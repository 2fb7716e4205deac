assert new File(basedir, 'build.log').text.contains('result: Hello, Ann!')
File classes = new File(basedir, 'target/classes')
// Nothing outside the packages that were asked for and the application's own.
classes.eachFileRecurse(groovy.io.FileType.FILES) { assert it.path.startsWith(new File(classes, 'app').path) }
