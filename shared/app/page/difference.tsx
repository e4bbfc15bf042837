import type { DiffLine, FailedCheck } from '../messages.ts'

/** Lines around a difference that are shown. */
const CONTEXT = 2

/** What was expected and what was received, as items above each other, or as lines. */
export function Difference({ failed }: { failed: FailedCheck }) {
  const { what, diff, isList } = failed
  if (diff.length === 0) return <pre class="reason">{what}</pre>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard.
    <section class="diff" tabIndex={0} aria-label="Expected and received">
      {isList ? <Items what={what} diff={diff} /> : <Lines what={what} diff={diff} />}
    </section>
  )
}

interface DiffProps {
  what: string
  diff: readonly DiffLine[]
}

function Items({ what, diff }: DiffProps) {
  return (
    <table>
      <caption>{what}</caption>
      <tbody>
        <tr>
          <th scope="row">Expected</th>
          {diff.map(({ mark, text }, index) => (
            <td key={index}>
              {mark !== 'extra' && <span class={mark === 'missing' ? 'want' : 'same'}>{text}</span>}
            </td>
          ))}
          {diff.every(({ mark }) => mark === 'extra') && <td class="none">nothing</td>}
        </tr>
        <tr>
          <th scope="row">Received</th>
          {diff.map(({ mark, text }, index) => (
            <td key={index}>
              {mark === 'missing' ? (
                <span class="gap">missing</span>
              ) : (
                <span class={mark}>
                  {mark === 'extra' && '+ '}
                  {text}
                </span>
              )}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

function Lines({ what, diff }: DiffProps) {
  const near = (index: number) =>
    diff.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== 'same')
  const shown = diff.map((line, index) => ({ ...line, index })).filter(({ index }) => near(index))
  return (
    <>
      <p class="caption">
        {what} <span class="key want">− expected</span> <span class="key extra">+ received</span>
      </p>
      <pre class="lines">
        {shown.map(({ mark, text, index }, at) => (
          <span key={index} class={mark}>
            {index > 0 && (shown[at - 1]?.index ?? -1) !== index - 1 ? '  …\n' : ''}
            {mark === 'missing' ? '− ' : mark === 'extra' ? '+ ' : '  '}
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
    </>
  )
}
