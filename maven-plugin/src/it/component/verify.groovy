List<String> results = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('result: ') }
assert results == [
  'result: Hello, Zoë!',
  'result: 2',
  'result: Optional[Person[name=Ann, age=1]]',
  'result: false']
assert new File(basedir, 'target/generated-sources/cascara/it/Greeter.java').file
List<String> entries = new java.util.zip.ZipFile(new File(basedir, 'target/component-1.jar')).entries().collect { it.name }
assert entries.contains('it/Greeter.class')
assert entries.contains('demo/greeter/People$Person.class')
