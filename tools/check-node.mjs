// Plain JavaScript on purpose: it must run on a Node that cannot strip types, to say so.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old, 22.18 or newer is needed: run "npm ci" (without --ignore-scripts and ` +
      '--omit=dev), which installs Node 24 for "npm run" to use, whatever the machine has',
  );
  process.exit(1);
}
