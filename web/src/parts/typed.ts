import { useState } from 'react';

/**
 * What stands in a field whose value is in the address once it has settled. It is what is typed, until the
 * address changes to something else than what would come of that: then somebody went elsewhere.
 */
export function useTyped(
  address: string,
  settle: (typed: string) => string = (typed) => typed.trim(),
): readonly [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(address);
  const [seen, setSeen] = useState(address);
  if (address !== seen) {
    setSeen(address);
    if (settle(typed) !== address) setTyped(address);
  }
  return [typed, setTyped];
}
