import { existsSync, writeFileSync } from 'node:fs';
import { isTextRecord, readAs } from '../../json.ts';

/** Up to which record each shard of a stream was delivered, by shard id. */
export interface Checkpoints {
  get: (shardId: string) => string | undefined;
  set: (shardId: string, sequenceNumber: string) => void;
}

/** The checkpoints of every function that a stream is delivered to. */
export interface AllCheckpoints {
  of: (functionName: string) => Checkpoints;
}

/** Checkpoints that outlive the process in a file; without a file they do not. */
export function openCheckpoints(file?: string): AllCheckpoints {
  const known = new Map<string, string>(
    file !== undefined && existsSync(file) ? Object.entries(readAs(file, isTextRecord)) : [],
  );
  return {
    of: (functionName) => ({
      get: (shardId) => known.get(`${functionName} ${shardId}`),
      set: (shardId, sequenceNumber) => {
        known.set(`${functionName} ${shardId}`, sequenceNumber);
        if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(known)));
      },
    }),
  };
}
