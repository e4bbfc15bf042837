/** The signs of the page. Each is read by its shape as well as by its colour. */

/** How something stands. */
export type Sign = 'passed' | 'failed' | 'waiting' | 'open' | 'busy' | 'skipped'

const NAMES: Readonly<Record<Sign, string>> = {
  passed: 'passes',
  failed: 'fails',
  waiting: 'is waiting',
  open: 'not started',
  busy: 'is being checked',
  skipped: 'was skipped',
}

/** A sign, with its name for screen readers unless the text beside it says the same. */
export function Mark({ sign, silent = false }: { sign: Sign; silent?: boolean }) {
  return (
    <>
      <svg class={`mark ${sign}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        {shape(sign)}
      </svg>
      {!silent && <span class="vh">{NAMES[sign]}</span>}
    </>
  )
}

function shape(sign: Sign) {
  if (sign === 'passed')
    return (
      <>
        <circle cx="8" cy="8" r="7" class="full" />
        <path d="m5 8.3 2.1 2.1L11.2 6" class="sign" />
      </>
    )
  if (sign === 'failed')
    return (
      <>
        <circle cx="8" cy="8" r="7" class="full" />
        <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" class="sign" />
      </>
    )
  if (sign === 'waiting')
    return (
      <>
        <circle cx="8" cy="8" r="6.25" class="ring" />
        <path d="M8 4.6V8l2.2 1.6" class="ring" />
      </>
    )
  if (sign === 'busy')
    return (
      <>
        <circle cx="8" cy="8" r="6.25" class="ring faint" />
        <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" class="ring turning" />
      </>
    )
  if (sign === 'skipped') return <path d="M3 8h10" class="ring" />
  return <circle cx="8" cy="8" r="6.25" class="ring dashed" />
}
