/** One column on a phone, contents beside the text where there is room. */
export const STYLE = `
:root { color-scheme: light dark; --text: #16191f; --faint: #414d5c; --ground: #ffffff; --box: #f2f3f3;
  --line: #8d99a8; --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e9ebed; --faint: #b6bec9; --ground: #0f1b2a; --box: #1c2a3a; --line: #7d8998; --link: #89bdee; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1rem; color: var(--text); background: var(--ground);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h2 { margin: 2.5rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { margin: 2rem 0 0.5rem; }
h4 { margin: 1.25rem 0 0.25rem; }
code { font: 0.9em ui-monospace, monospace; }
pre { margin: 0.25rem 0 1rem; padding: 0.75rem; overflow-x: auto; background: var(--box); border-radius: 0.25rem;
  overflow-wrap: normal; }
label { display: block; font-weight: 600; }
input { width: 100%; max-width: 30rem; padding: 0.5rem; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--line); border-radius: 0.25rem; }
nav ul { padding: 0; list-style: none; }
nav li { margin: 0.25rem 0; }
dl { margin: 0.25rem 0; }
dt { margin-top: 0.5rem; }
dd { margin: 0 0 0 1.25rem; color: var(--faint); }
details { margin: 0.5rem 0; padding: 0.25rem 0.75rem; border-left: 3px solid var(--line); }
summary { cursor: pointer; }
.request { margin-bottom: 0; color: var(--faint); }
[hidden] { display: none; }
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 18rem minmax(0, 1fr); column-gap: 2rem; }
  header { grid-column: 1 / -1; }
  nav { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; align-self: start; }
}
`;

/** Hides what does not have every word that is looked for, and opens what has them. */
export const SCRIPT = `
const field = document.getElementById('search');
const sections = [...document.querySelectorAll('[data-found]')];
field.addEventListener('input', () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const section of sections) {
    const text = section.textContent.toLowerCase();
    section.hidden = !words.every((word) => text.includes(word));
    if (section.hidden) continue;
    count += 1;
    for (const part of section.querySelectorAll('details'))
      part.open = words.length === 0 ? part.querySelector('summary').textContent.startsWith('200') :
        words.some((word) => part.textContent.toLowerCase().includes(word));
  }
  document.getElementById('found').textContent = words.length === 0 ? '' : count + ' of ' + sections.length + ' sections';
});
`;
