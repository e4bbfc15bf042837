import type { FailedCheck } from '../messages.ts'

/** What happened in the failing check. */
export function Story({ failed }: { failed: FailedCheck }) {
  const { timeline, ms } = failed
  if (timeline.length === 0) return null
  return (
    <section class="what" aria-labelledby="what">
      <header>
        <h2 id="what">
          What happened{' '}
          <small>
            {timeline.length} events in {ms.toFixed(1)} ms
          </small>
        </h2>
      </header>
      <details class="text" open>
        <summary>Read it as text</summary>
        <ol>
          {timeline.map(({ at, text, decided }, index) => (
            <li key={index} class={decided ? 'extra' : ''}>
              {at.toFixed(1).padStart(7)} {text}
              {decided && <span class="vh"> (this failed the check)</span>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
