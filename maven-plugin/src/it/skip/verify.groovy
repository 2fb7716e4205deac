assert new File(basedir, 'build.log').text.contains('Skipped, as cascara.skip is true')
assert !new File(basedir, 'target').exists()
