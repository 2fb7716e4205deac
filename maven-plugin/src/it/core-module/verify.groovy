List<String> results = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('result: ') }
assert results[0..4] == ['result: 5', 'result: -3.0', 'result: log 1', 'result: 42', 'result: 1']
assert results[5] =~ /env/
