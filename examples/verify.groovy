// After each example's run: the build printed what its expected-output.txt says, line by line.
List<String> expected = new File(basedir, 'expected-output.txt').readLines('UTF-8')
List<String> log = new File(basedir, 'build.log').readLines('UTF-8')
assert Collections.indexOfSubList(log, expected) >= 0: "expected ${expected} in ${basedir}/build.log"
