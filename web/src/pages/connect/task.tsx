import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import type { Overview, WayToSignIn } from '../../api/types.ts';
import { Outside } from '../../parts/outside.tsx';
import { Say } from '../../parts/say.tsx';
import { ToEnter } from './to-enter.tsx';
import { Sketch } from './sketch.tsx';
import type { Task } from './texts.ts';

interface TaskProps {
  readonly number: number;
  readonly task: Task;
  readonly way: WayToSignIn;
  readonly overview: Overview;
}

/** One task: what to do, where to look, and whether it has been seen to be done. Those that were done when the page came are closed. */
export function TaskView({ number, task, way, overview }: TaskProps): ReactNode {
  const isDone = isSeenDone(task, overview);
  const [isOpen, setOpen] = useState(!isDone);
  return (
    <ExpandableSection
      variant="container"
      headerText={`${number}. ${task.title}`}
      headerActions={isDone ? <StatusIndicator type="success">Done</StatusIndicator> : undefined}
      expanded={isOpen}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <div className="beside">
        <SpaceBetween size="s">
          <ol className="plain">
            {task.doIt.map((text) => (
              <li key={text}>
                <Say text={text} />
              </li>
            ))}
          </ol>
          <Outside href={task.link.href}>{task.link.text}</Outside>
          {task.note !== undefined && (
            <p className="note">
              <Say text={task.note} />
            </p>
          )}
        </SpaceBetween>
        <Sketch drawing={task.drawing} />
      </div>
      {task.id === 'credentials' && <ToEnter {...{ way, overview }} />}
    </ExpandableSection>
  );
}

/** What leaves no trace, such as a mapping, is never claimed to be done. */
const isSeenDone = ({ ticks }: Task, { steps }: Overview): boolean =>
  ticks.length > 0 && ticks.every((tick) => steps.some((step) => step.id === tick && step.at !== null));
