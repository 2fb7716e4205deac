List<String> results = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('result: ') }
assert results == ['result: Hello, Ann!', 'result: [Person[name=Ann, age=2]]']
String source = new File(basedir, 'target/generated-sources/cascara/it/Greeter.java').text
assert source.contains('Greets a customer.')
