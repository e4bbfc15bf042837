import { useEffect, useState } from 'preact/hooks'
import type { Client } from '#shared/core/manifest.ts'
import type { DemoRun } from '../messages.ts'
import { ask } from './connection.ts'
import { Mark } from './marks.tsx'
import { Story } from './story.tsx'

/** The lesson's demo, on the learner's code, or on our solution until they've begun. */
export function Demo({ lesson, client }: { lesson: string; client: Client }) {
  const [run, setRun] = useState<DemoRun | Error>()
  const [turn, setTurn] = useState(0)
  const [isSolution, setIsSolution] = useState(false)
  useEffect(() => {
    let current = true
    setRun(undefined)
    const area = isSolution ? 'solutions' : 'lessons'
    ask<DemoRun>(`lessons/${lesson}/demo?client=${client}&area=${area}`, {}).then(
      (done) => current && setRun(done),
      (error: Error) => current && setRun(error),
    )
    return () => {
      current = false
    }
  }, [lesson, client, turn, isSolution])
  return (
    <>
      <article class="failure calm demo" aria-labelledby="card" aria-busy={!run}>
        <h2 id="card">
          <Mark sign={run ? 'open' : 'busy'} silent />
          {run && !(run instanceof Error) && run.isSolution
            ? 'The demo on our solution'
            : 'The demo on your code'}
        </h2>
        {!run && <p class="cause">It is running…</p>}
        {run instanceof Error && <p class="cause bad">{run.message}</p>}
        {run && !(run instanceof Error) && <Narration run={run} />}
        <div class="actions">
          <button type="button" class="btn go" onClick={() => setTurn(turn + 1)}>
            Run it again
          </button>
          <button
            type="button"
            class="btn"
            aria-pressed={isSolution}
            onClick={() => setIsSolution(!isSolution)}
          >
            On our solution
          </button>
        </div>
      </article>
      {run && !(run instanceof Error) && run.view && (
        <Story
          view={run.view}
          name={`lesson-${lesson}-${client}`}
          file={() => Promise.resolve(run.file ?? '')}
        />
      )}
    </>
  )
}

function Narration({ run }: { run: DemoRun }) {
  return (
    <>
      <ol class="narration">
        {run.steps.map(({ title, lines }, index) => (
          <li key={index}>
            <b>
              {index + 1}. {title}
            </b>
            <pre>{lines.join('\n')}</pre>
          </li>
        ))}
      </ol>
      {run.end && <p class="cause">{run.end}</p>}
    </>
  )
}
