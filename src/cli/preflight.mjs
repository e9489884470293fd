// Plain JavaScript, and loaded first (`node --import`): an older Node could not even read the program.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(
    `Isthmus needs Node 24 or later, and this is Node ${process.versions.node}.\n` +
      'Use `npm run`, which takes the Node 24 that `npm ci` puts into node_modules; if it is not there, run `npm rebuild node`.\n',
  );
  process.exit(1);
}

// What was compiled once, types stripped, is kept in the temporary directory: the next start is quicker and 20 MB smaller.
process.getBuiltinModule('node:module').enableCompileCache();
