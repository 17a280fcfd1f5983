import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../../lib/thrown.ts';
import { PlainError } from '../plain-error.ts';

const OLDEST_JAVA = 17;
const REMEDY =
  'install one (Debian/Ubuntu: apt-get install default-jre-headless, macOS: brew install openjdk), ' +
  'or set DYNAMODB_ENDPOINT to a DynamoDB Local that already runs';

/**
 * Finds the Java that runs DynamoDB Local: $JAVA_HOME/bin/java, or "java" from the PATH.
 * Throws PlainError when there is none or it is older than 17.
 */
export async function findJava(javaHome = process.env['JAVA_HOME']): Promise<string> {
  const java = javaHome ? path.join(javaHome, 'bin', 'java') : 'java';
  const version = await readVersion(java);
  if (version < OLDEST_JAVA) {
    throw new PlainError(`DynamoDB Local needs Java ${OLDEST_JAVA} or newer, "${java}" is Java ${version}: ${REMEDY}`);
  }
  return java;
}

async function readVersion(java: string): Promise<number> {
  try {
    const { stderr, stdout } = await promisify(execFile)(java, ['-version']);
    return Number(/version "(\d+)/.exec(stderr + stdout)?.[1] ?? 0);
  } catch (error) {
    const from = process.env['JAVA_HOME'] ? ' (from JAVA_HOME)' : '';
    const reason = codeOf(error) ?? String(error);
    throw new PlainError(
      `DynamoDB Local needs Java ${OLDEST_JAVA} or newer, and "${java}"${from} could not be run (${reason}): ${REMEDY}`,
      { cause: error },
    );
  }
}
