import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Too narrow for columns side by side: a phone. */
export const useIsNarrow = (): boolean => useMedia('(max-width: 687px)');

export const usePrefersDark = (): boolean => useMedia('(prefers-color-scheme: dark)');
