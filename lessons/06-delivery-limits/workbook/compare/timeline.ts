import { paint } from '#shared/core/terminal.mjs'
import { CALLED } from '../outages/names.ts'
import { countsText, durationOf, outageOf, type Recording, type Run, travelsOf } from './recording.ts'

const LABEL_WIDTH = 9

/** The timelines of a recording, one below the other, all on the same scale. */
export function timelinesText(recording: Recording, width: number): string {
  const columns = Math.max(20, width - LABEL_WIDTH)
  const duration = durationOf(recording.runs)
  const scale = `${' '.repeat(LABEL_WIDTH)}0${`${Math.round(duration)} ms`.padStart(columns - 1)}`
  const parts = recording.runs.map((run) => timelineText(run, (at) => Math.floor((at / duration) * columns)))
  return [...parts, scale].join('\n')
}

/** What the marks mean. */
export function legendText(): string {
  return [
    'Time runs from left to right. | a message is sent, ● it is handled, × it was lost: sent, but never handled.',
    'A number stands for so many at the same moment. ├──┤ is the outage.',
  ].join('\n')
}

function timelineText(run: Run, column: (at: number) => number): string {
  const travels = travelsOf(run)
  const outage = outageOf(run)
  const lanes: [label: string, line: string][] = [
    [
      'sent',
      marks(
        travels.map(({ sent }) => sent),
        column,
        '|',
      ),
    ],
    [
      'handled',
      marks(
        travels.flatMap(({ handled }) => handled),
        column,
        '●',
      ),
    ],
    [
      'lost',
      marks(
        travels.flatMap(({ sent, handled }) => (handled.length > 0 ? [] : [sent])),
        column,
        '×',
      ),
    ],
  ]
  if (outage) lanes.splice(1, 0, ['outage', span(column(outage.from), column(outage.to))])
  return [
    `${paint('bold', CALLED[run.transport])}: ${countsText(run.counts)}`,
    ...lanes
      .filter(([, line]) => line !== '')
      .map(([label, line]) => label.padEnd(LABEL_WIDTH) + (label === 'lost' ? paint('red', line) : line)),
    '',
  ].join('\n')
}

/** A mark at each moment, or a number where several share a column. */
function marks(moments: readonly number[], column: (at: number) => number, mark: string): string {
  const counts = new Map<number, number>()
  for (const at of moments) counts.set(column(at), (counts.get(column(at)) ?? 0) + 1)
  let line = ''
  for (const [at, count] of [...counts].sort(([a], [b]) => a - b)) {
    const text = count === 1 ? mark : String(count)
    // A number with two digits covers its neighbour.
    line = line.padEnd(at) + (line.length > at ? '' : text)
  }
  return line
}

function span(from: number, to: number): string {
  return `${' '.repeat(from)}├${'─'.repeat(Math.max(0, to - from - 1))}┤`
}
