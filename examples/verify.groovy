// After each example's run: every example that this build has run printed what its expected-output.txt says, line by line.
// The script is in the folder of all examples, so it is not told which of them has just run.
long start = java.lang.management.ManagementFactory.runtimeMXBean.startTime
int checked = 0
new File(basedir, 'target/it').eachDir { example ->
  File log = new File(example, 'build.log')
  if (log.exists() && log.lastModified() >= start) {
    List<String> expected = new File(example, 'expected-output.txt').readLines('UTF-8')
    assert Collections.indexOfSubList(log.readLines('UTF-8'), expected) >= 0: "expected ${expected} in ${log}"
    checked++
  }
}
assert checked > 0: "no example has run in ${basedir}"
