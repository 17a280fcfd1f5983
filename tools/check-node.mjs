// Plain JavaScript on purpose: it must run on a Node that cannot strip types, to say so.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: this project needs 22.18 or newer (24 is what Lambda runs). ` +
      '"npm ci" installs Node 24 by itself (devDependency "node"), and "npm run" uses it; ' +
      'was it run with --ignore-scripts, or without dev dependencies?',
  );
  process.exit(1);
}
