/** A text as HTML shows it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`);

export const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** A listing that can be scrolled by the keyboard. */
export const listing = (text: string, label: string): string =>
  `<pre tabindex="0" role="group" aria-label="${escaped(label)}"><code>${escaped(text)}</code></pre>`;

/** Terms with what is said of each. */
export const terms = (all: readonly (readonly [term: string, about: string])[]): string =>
  all.length === 0 ? '' : `<dl>${all.map(([term, about]) => `<dt>${term}</dt><dd>${about}</dd>`).join('')}</dl>`;
