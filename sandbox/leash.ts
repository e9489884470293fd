/**
 * Loaded before a simulator's main program (`node --import`): ends it when its standard input closes,
 * which the kernel does even when whoever started it was killed without a word.
 */
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
