// One execution environment of a function, as Lambda makes it: loads its program and gives it one request. Plain
// JavaScript, as stripping types would take longer than what is measured. Prints milliseconds, as JSON.
// Not imported, which would load what a program may leave alone.
const { readFileSync } = process.getBuiltinModule('node:fs');
const [, , folder, eventFile] = process.argv;
const event = JSON.parse(readFileSync(eventFile, 'utf8'));
const begun = performance.now();
const { handler } = await import(`${folder}/index.mjs`);
const loaded = performance.now();
const { statusCode } = await handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 29_000 });
const answered = performance.now();
const { user, system } = process.cpuUsage();
const cpu = (user + system) / 1000;
const at = performance.timeOrigin + answered;
console.log(`\n${JSON.stringify({ statusCode, init: loaded - begun, call: answered - loaded, cpu, at })}`);
process.exit();
