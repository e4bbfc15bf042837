import type { EventRow, View } from './types.ts'

/** A line of the diagram as text. */
export interface TextLine {
  readonly at?: number
  readonly text: string
  readonly mark?: string
  readonly isHeading?: true
}

/** Everything as text, unfolded. */
export function asText({ rows }: View): TextLine[] {
  return rows.flatMap((row): TextLine[] => {
    if (row.kind === 'step') return [{ text: row.label, isHeading: true }]
    return (row.kind === 'fold' ? row.rows : [row as EventRow]).map(line)
  })
}

function line({ at, who, label, payload, badge, mark, times }: EventRow): TextLine {
  const many = times && times.length > 1 ? ` × ${times.length}` : ''
  const text = `${who ? `${who}: ` : ''}${payload || label}${many}${badge ? ` (${badge})` : ''}`
  return { at, text, ...(mark && { mark }) }
}
