List<String> log = new File(basedir, 'build.log').readLines('UTF-8').collect { it.replaceFirst(/^\[INFO\] /, '') }
assert log.findAll { it =~ /^(Generated .* from \S+|\S+ is unchanged)/ }.collect { it.replaceFirst(/^Generated .* from (\S+).*/, 'generated $1') } == [
  'generated greeter.wasm', 'generated translator.wasm',
  'greeter.wasm is unchanged', 'translator.wasm is unchanged',
  'greeter.wasm is unchanged', 'generated calc.wasm']
// What came of the former second component is gone, with what javac made of it.
for (folder in ['target/classes', 'target/generated-sources/cascara']) {
  assert new File(basedir, folder + '/it').list().any { it.startsWith('Greeter.') }
  assert !new File(basedir, folder + '/it').list().any { it.startsWith('Translator') }
  assert new File(basedir, folder + '/demo/greeter').directory
  File former = new File(basedir, folder + '/demo/translator')
  assert !former.directory || former.list().length == 0
}
