#!/usr/bin/env node
// The door to every command (`npm start`, `npm test`, …). It runs before anything is installed, on the machine's own
// Node, so it is plain JavaScript without a package; what it starts then runs on the Node in node_modules.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`\n  Node ${process.versions.node} is too old: Board of One needs Node 20 or newer.`);
  console.error('  Install it: https://nodejs.org (or `brew install node`, or nodesource for Debian)\n');
  process.exit(1);
}

const { Mend, explained } = await import('./mend.mjs');
const { fail } = await import('./say.mjs');
const commands = await import('./commands.mjs');

const [name = 'start', ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (command === undefined)
    throw new Mend(`There is no command "${name}".`, `Choose one of: ${Object.keys(commands).join(', ')}`);
  process.exitCode = await command(args);
} catch (thrown) {
  fail(explained(thrown));
  process.exitCode = 1;
}
