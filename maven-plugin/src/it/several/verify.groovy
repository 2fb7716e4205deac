assert new File(basedir, 'build.log').text.contains('result: ,olleH !nnA ,olleH !neB')
