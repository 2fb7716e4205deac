String log = new File(basedir, 'build.log').text
assert log.contains('Using the MultiThreadedBuilder implementation with a thread count of 4')
assert !log.contains('not marked as @threadSafe') && !log.contains('not marked as thread-safe')
for (module in ['a', 'b', 'c', 'd']) {
  assert new File(basedir, "${module}/target/classes/app/${module}/Greeter.class").file
}
