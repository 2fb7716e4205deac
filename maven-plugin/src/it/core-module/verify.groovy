List<String> results = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('result: ') }
assert results[0..3] == ['result: 5', 'result: -3.0', 'result: log 1', 'result: 42']
assert results[4] =~ /env/
