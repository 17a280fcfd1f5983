import type { ReactNode } from 'react';
import type { Drawing, Line } from './drawing.ts';

/** Draws where to look in the portal. To those who hear the page the steps say the same. */
export function Sketch({ drawing: { menu, chosen, title, lines } }: { readonly drawing: Drawing }): ReactNode {
  return (
    <div className="sketch" aria-hidden="true">
      <div className="sketch-bar">
        <i />
        <i />
        <i />
        <span>entra.microsoft.com</span>
      </div>
      <div className="sketch-body">
        <div className="sketch-menu">
          {menu.map((item) => (
            <div key={item} className={item === chosen ? 'chosen' : ''}>
              {item}
            </div>
          ))}
        </div>
        <div className="sketch-page">
          <b>{title}</b>
          {lines.map((line, index) => (
            <div key={index} className={line.here === true ? 'here' : ''}>
              <SketchLine line={line} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function SketchLine({ line }: { readonly line: Line }): ReactNode {
  if ('button' in line) return <span className="sketch-button">{line.button}</span>;
  if ('choice' in line)
    return (
      <span className="sketch-choice">
        <i className={line.here === true ? 'on' : ''} />
        {line.choice}
      </span>
    );
  if ('row' in line)
    return (
      <span className="sketch-row">
        <span>{line.row[0]}</span>
        <span>{line.row[1]}</span>
      </span>
    );
  return (
    <span className="sketch-field">
      <small>{line.field}</small>
      <span>{line.value ?? ''}</span>
    </span>
  );
}
