import type { Command, Option } from 'commander';
import { PlainError } from '../../plain-error.ts';
import { namesOfTenants } from '../console/tenants.ts';
import { tenantsFolder } from '../tenant-file/place.ts';

/** What a word may be, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly means: string;
}

/** What the last of these words, which has just begun, can become, by the program's own tree of commands. */
export function candidatesOf(program: Command, words: readonly string[]): Candidate[] {
  const typed = words.at(-1) ?? '';
  const { command, due } = walk(program, words.slice(0, -1));
  return (due ? valuesOf(due) : wordsOf(program, command, typed)).filter(({ word }) => word.startsWith(typed));
}

/** The command that these words name, and the option whose value is to come. */
function walk(program: Command, words: readonly string[]): { command: Command; due: Option | undefined } {
  let command = program;
  let due: Option | undefined;
  for (const word of words) {
    if (due) due = undefined;
    else if (word.startsWith('-'))
      due = optionsOf(program, command).find((each) => each.long === word && hasValue(each));
    else command = command.commands.find((each) => each.name() === word) ?? command;
  }
  return { command, due };
}

const hasValue = ({ required, optional }: Option): boolean => required || optional;

const optionsOf = (program: Command, command: Command): Option[] => [
  ...new Set([command, program].flatMap((each) => each.createHelp().visibleOptions(each))),
];

function wordsOf(program: Command, command: Command, typed: string): Candidate[] {
  const [name, value] = typed.split('=', 2);
  const given = optionsOf(program, command).find(({ long }) => long === name);
  if (given && value !== undefined) return valuesOf(given).map(({ word }) => plain(`${name}=${word}`));
  if (typed.startsWith('-'))
    return optionsOf(program, command).map(({ long, description }) => ({ word: long ?? '', means: description }));
  const commands = command.createHelp().visibleCommands(command);
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  return [...commands.map((each) => ({ word: each.name(), means: each.description() })), ...choices.map(plain)];
}

const plain = (word: string): Candidate => ({ word, means: '' });

const valuesOf = ({ long, argChoices = [] }: Option): Candidate[] =>
  (long === '--tenant' ? tenants() : argChoices).map(plain);

/** Those that have a file here. */
function tenants(): string[] {
  try {
    return namesOfTenants(tenantsFolder());
  } catch (error) {
    if (error instanceof PlainError) return [];
    throw error;
  }
}
