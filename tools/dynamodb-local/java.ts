import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../../lib/thrown.ts';
import { PlainError } from '../plain-error.ts';

const OLDEST_JAVA = 17;

/** How a system gets a Java: what its installer is found by, and the command. The first that is there is told. */
const INSTALLERS: readonly (readonly [system: NodeJS.Platform, installer: string, command: string])[] = [
  ['linux', '/usr/bin/apt-get', 'sudo apt-get install default-jre-headless'],
  ['linux', '/usr/bin/dnf', 'sudo dnf install java-latest-openjdk-headless'],
  ['linux', '/usr/bin/zypper', 'sudo zypper install java-21-openjdk-headless'],
  ['linux', '/usr/bin/pacman', 'sudo pacman -S jre-openjdk-headless'],
  ['darwin', '/', 'brew install --cask temurin'],
  ['win32', '/', 'winget install EclipseAdoptium.Temurin.21.JRE'],
];

/** What to do without a Java on this machine. */
function remedy(): string {
  const [, , command] =
    INSTALLERS.find(([system, installer]) => system === process.platform && existsSync(installer)) ?? [];
  return (
    `${command === undefined ? 'install one (adoptium.net has them)' : `install one with "${command}"`}, ` +
    'or set DYNAMODB_ENDPOINT to a DynamoDB Local that already runs'
  );
}

/** The Java that runs DynamoDB Local: $JAVA_HOME/bin/java, or "java" from the PATH. */
export function javaCommand(javaHome = process.env['JAVA_HOME']): string {
  return javaHome ? path.join(javaHome, 'bin', 'java') : 'java';
}

/**
 * Throws PlainError where there is no such Java, or it is older than 17. Asked where DynamoDB Local did not start: before,
 * it would cost each start a tenth of its time.
 */
export async function checkJava(java: string): Promise<void> {
  const version = await readVersion(java);
  if (version < OLDEST_JAVA) {
    throw new PlainError(
      `DynamoDB Local needs Java ${OLDEST_JAVA} or newer, "${java}" is Java ${version}: ${remedy()}`,
    );
  }
}

async function readVersion(java: string): Promise<number> {
  try {
    const { stderr, stdout } = await promisify(execFile)(java, ['-version']);
    return Number(/version "(\d+)/.exec(stderr + stdout)?.[1] ?? 0);
  } catch (error) {
    const from = process.env['JAVA_HOME'] ? ' (from JAVA_HOME)' : '';
    const reason = codeOf(error) ?? String(error);
    throw new PlainError(
      `DynamoDB Local needs Java ${OLDEST_JAVA} or newer, and "${java}"${from} could not be run (${reason}): ${remedy()}`,
      { cause: error },
    );
  }
}
