List<String> log = new File(basedir, 'build.log').readLines()
// Where the mistake is, and the line itself with a caret below.
assert log.any { it =~ /world\.wit:4:\d+: .*strin/ }
int line = log.findIndexOf { it.contains('export greet: func(name: strin) -> string;') }
assert line >= 0 && log[line + 1] =~ /^\s*(\||\[\w+\])?\s*\^/
assert !log.any { it.startsWith('\tat dev.cascara') }
