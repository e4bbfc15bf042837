// How findings are told. Node.js 6 can still read this file. Types: report.d.cts.
'use strict'

const MARKS = { good: '✓', wrong: '✗', missing: '○' }

function reportOf(findings, looks) {
  const mark = (looks && looks.mark) || ((state) => MARKS[state])
  const heading = (looks && looks.heading) || ((text) => text)
  const columns = (looks && looks.columns) || alignedColumns
  const rows = columns(findings.map(({ state, what, found }) => [mark(state), what, found]))
  const advised = findings.filter(({ advice }) => advice)
  if (advised.length === 0) return rows
  const advice = columns(advised.map((finding) => [' ', finding.what, finding.advice]))
  return [rows, '', heading('What you could do'), advice].join('\n')
}

/** Replaces columns() of terminal.mjs, which needs a newer Node.js. */
function alignedColumns(rows) {
  const width = Math.max.apply(
    undefined,
    rows.map(([, what]) => what.length),
  )
  return rows
    .map(([mark, what, text]) => `${mark}  ${what}${' '.repeat(width + 2 - what.length)}${text}`)
    .join('\n')
}

module.exports = { reportOf }
